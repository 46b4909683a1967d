"""Opening periods for a population, closing them, setting a unit's achievement, feedback, and what time does itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.notices.models import Notice
from prestasi.people.models import Leave
from prestasi.performance.actions.achievement import set_achievement
from prestasi.performance.actions.cycle import close_period, open_period
from prestasi.performance.actions.daily import add_late_joiners, make_final, remind
from prestasi.performance.actions.feedback import give_feedback
from prestasi.performance.models import Evaluation, FeedbackNote, ItemRating, Period, Plan, UnitAchievement
from tests.world import World, open_evaluation


def opened(world: World, number: int = 3) -> Event:
    receipt = open_period(by=world.actor("analyst"), period_id=world.periods[number].pk)
    return Event.objects.get(pk=receipt.event_id)


def test_opening_makes_one_evaluation_per_plan_with_its_items_and_raters(world: World) -> None:
    event = opened(world)
    plans = Plan.objects.count()
    assert event.payload == {"opened": plans, "skipped": 0, "items": plans}
    evaluation = Evaluation.objects.get(plan=world.plans["employee"])
    assert (evaluation.rater, evaluation.rater_superior) == (world.people["superior"], world.people["head"])
    assert ItemRating.objects.filter(evaluation=evaluation).count() == 1


def test_opening_again_adds_only_late_joiners(world: World) -> None:
    late = world.plans["peer"]
    Plan.objects.filter(pk=late.pk).update(version=0, state="submitted")
    opened(world)
    Plan.objects.filter(pk=late.pk).update(version=1, state="agreed")
    assert opened(world).payload["opened"] == 1
    Plan.objects.filter(pk=world.plans["stranger"].pk).update(version=1)
    assert add_late_joiners() == 0


def test_a_mover_gets_one_evaluation_per_slice(world: World) -> None:
    old, moved = world.plans["employee"], dt.date(2026, 8, 1)
    Plan.objects.filter(pk=old.pk).update(ends_on=moved - dt.timedelta(days=1), state="ended")
    Plan.objects.create(
        cycle=world.cycle, person=old.person, assignment=old.assignment, position=old.position,
        unit=world.units["disdik"],
        rater=world.people["other_head"], form="A-Q", starts_on=moved, ends_on=old.ends_on, state="agreed", version=1,
    )  # fmt: skip
    opened(world)
    assert Evaluation.objects.filter(person=old.person, period=world.periods[3]).count() == 2


@pytest.mark.parametrize(("kind", "until", "state", "reason"), [
    ("study", None, "skipped", "study"),
    ("maternity", dt.date(2026, 10, 1), "skipped", "maternity"),
    ("maternity", dt.date(2026, 8, 15), "open", ""),
])  # fmt: skip
def test_who_did_not_work_in_the_period_is_skipped_with_the_reason(
    world: World, kind: str, until: dt.date | None, state: str, reason: str
) -> None:
    Leave.objects.create(person=world.people["peer"], kind=kind, valid_from=dt.date(2026, 6, 1), valid_to=until)
    opened(world)
    evaluation = Evaluation.objects.get(plan=world.plans["peer"])
    assert (evaluation.state, evaluation.skipped_reason) == (state, reason)


def test_the_population_is_a_rule(world: World) -> None:
    world.cycle.population = {"units": [world.units["puskesmas"].pk], "kinds": ["jf"]}
    world.cycle.save()
    opened(world)
    assert set(Evaluation.objects.values_list("person", flat=True)) == {
        world.people["employee"].pk, world.people["peer"].pk,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["employee", "superior", "admin", "auditor"])
def test_only_analysts_open_and_close(world: World, who: str) -> None:
    for act in (open_period, close_period):
        with pytest.raises(NotAllowed):
            act(by=world.actor(who), period_id=world.periods[3].pk)
    assert not Event.objects.exists()


def test_closed_stays_closed(world: World) -> None:
    close_period(by=world.actor("analyst"), period_id=world.periods[3].pk)
    with pytest.raises(Closed):
        close_period(by=world.actor("analyst"), period_id=world.periods[3].pk)
    with pytest.raises(Closed):
        open_period(by=world.actor("analyst"), period_id=world.periods[3].pk)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Period.objects.filter(pk=world.periods[3].pk).update(state="open")
    with pytest.raises(NotVisible):
        open_period(by=world.actor("analyst"), period_id=10**9)


def achieve(world: World, who: str, **changes: object) -> None:
    sent = {
        "unit_id": world.units["puskesmas"].pk, "period_id": world.periods[3].pk, "level": "BAIK",
        "reason": "Target perjanjian kinerja tercapai", **changes,
    }  # fmt: skip
    set_achievement(by=world.actor(who), **sent)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["head", "regent"])
def test_the_leaders_above_set_a_units_achievement(world: World, who: str) -> None:
    achieve(world, who)
    achieve(world, who, level="ISTIMEWA")
    assert UnitAchievement.objects.get().level == "ISTIMEWA"
    assert Event.objects.filter(kind="unit.achievement_set").count() == 2


@pytest.mark.parametrize(("who", "refusal"), [
    ("superior", NotAllowed), ("analyst", NotAllowed), ("employee", NotVisible), ("other_head", NotVisible),
])  # fmt: skip
def test_nobody_else_does(world: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        achieve(world, who)
    assert not UnitAchievement.objects.exists()


@pytest.mark.parametrize(("changes", "field"), [({"level": "BAGUS"}, "level"), ({"reason": "ok"}, "reason")])
def test_bad_achievement_is_named(world: World, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        achieve(world, "head", **changes)
    assert field in refused.value.errors


def test_not_after_the_heads_result_is_set(world: World) -> None:
    evaluation = open_evaluation(world, "superior")
    Evaluation.objects.filter(pk=evaluation.pk).update(state="confirmed")
    with pytest.raises(Closed):
        achieve(world, "head")


def feedback(world: World, who: str, **changes: object) -> None:
    sent = {"kind": "praise", "text": "Selalu membantu rekan baru", "behaviour": 7, **changes}
    give_feedback(by=world.actor(who), plan_id=world.plans["employee"].pk, **sent)  # type: ignore[arg-type]


@pytest.mark.parametrize(("who", "role"), [("superior", "rater"), ("head", "above"), ("peer", "colleague")])
def test_superiors_and_colleagues_give_named_feedback(world: World, who: str, role: str) -> None:
    feedback(world, who)
    note = FeedbackNote.objects.get()
    assert (note.giver_role, note.given_by) == (role, world.people[who])
    assert Notice.objects.get().person == world.people["employee"]


@pytest.mark.parametrize(
    ("who", "refusal"), [("employee", NotAllowed), ("analyst", NotAllowed), ("stranger", NotVisible)]
)
def test_nobody_else_gives_feedback(world: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        feedback(world, who)
    assert not FeedbackNote.objects.exists()


@pytest.mark.parametrize(("changes", "field"), [
    ({"text": "ok"}, "text"), ({"kind": "gosip"}, "kind"), ({"behaviour": None}, "about"), ({"behaviour": 8}, "about"),
    ({"result_id": 10**9, "behaviour": None}, "about"),
])  # fmt: skip
def test_bad_feedback_is_named(world: World, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        feedback(world, "peer", **changes)
    assert field in refused.value.errors


def test_a_result_becomes_final_when_the_time_for_an_objection_is_over(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    received = timezone.now() - dt.timedelta(days=14)
    Evaluation.objects.filter(pk=evaluation.pk).update(state="received", received_at=received, predicate=2)
    today = timezone.localdate()
    assert make_final(today) == 0
    assert make_final(today + dt.timedelta(days=1)) == 1
    assert Evaluation.objects.get(pk=evaluation.pk).state == "final"


def test_reminders_come_once(world: World) -> None:
    open_evaluation(world, "employee")
    due = world.periods[3].rating_due_on
    for _ in range(2):
        remind(due - dt.timedelta(days=3))
    assert Notice.objects.filter(kind="rating.due", person=world.people["superior"]).count() == 1
