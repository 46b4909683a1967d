"""A calibration: who opens it, what is frozen, who may say and change what, who closes it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.calibration.actions import session as acts
from prestasi.calibration.models import Before, Discussed, PreRead, Session
from prestasi.calibration.queries.session import session_page
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.notices.models import Notice
from prestasi.performance.models import Evaluation, Period, RatingChange
from tests.actions.performance_evaluation.test_rating import rate
from tests.world import TODAY, World, open_evaluation


def opened(world: World, by: str = "head", members: tuple[str, ...] = ("superior",)) -> Session:
    """The health centre and everybody in it, with the employee rated."""
    Period.objects.update(release="together")
    rate(world)
    open_evaluation(world, "peer")
    receipt = acts.open_session(
        by=world.actor(by), unit_id=world.units["dinkes"].pk, period_id=world.periods[3].pk,
        member_ids=[world.people[key].pk for key in members], meets_on=TODAY + dt.timedelta(days=3),
    )  # fmt: skip
    return Session.objects.get(pk=receipt.made)


def change(world: World, session: Session, by: str = "head", **changes: Any) -> Evaluation:
    evaluation = world.evaluations["employee"]
    version = Evaluation.objects.values_list("lock_version", flat=True).get(pk=evaluation.pk)
    given: dict[str, Any] = {"result_rating": 2, "behaviour_rating": 3, "reason": "dua laporan terlambat"}
    given |= {"expected_version": version} | changes
    acts.calibrate_rating(by=world.actor(by), session_id=session.pk, evaluation_id=evaluation.pk, **given)
    return Evaluation.objects.get(pk=evaluation.pk)


def test_opening_freezes_every_rating_and_invites_the_participants(world: World) -> None:
    session = opened(world)
    rows = list(Before.objects.filter(session=session).order_by("evaluation"))
    assert {row.evaluation.person_id: row.predicate for row in rows} == {
        world.people["employee"].pk: 2, world.people["peer"].pk: None,
    }  # fmt: skip
    assert session.digest == acts.digest_of(rows)
    told = Notice.objects.filter(kind="calibration.opened").values_list("person", flat=True)
    assert list(told) == [world.people["superior"].pk]


def test_the_before_picture_never_changes(world: World) -> None:
    session = opened(world)
    row = Before.objects.filter(session=session).first()
    assert row is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Before.objects.filter(pk=row.pk).update(predicate=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Before.objects.filter(pk=row.pk).delete()
    row.pk = None
    row.evaluation = rate(world, by="head", who="superior")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("who", "error"), [("employee", NotVisible), ("other_head", NotVisible), ("auditor", NotAllowed)]
)
def test_only_heads_and_analysts_open_a_session(world: World, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        opened(world, by=who)
    assert not Session.objects.exists()


def test_a_session_needs_a_second_participant_and_runs_once(world: World) -> None:
    session = opened(world)
    again = partial(acts.open_session, unit_id=session.unit_id, period_id=session.period_id, meets_on=TODAY)
    with pytest.raises(Invalid):
        again(by=world.actor("head"), member_ids=[])
    with pytest.raises(Closed):
        again(by=world.actor("analyst"), member_ids=[world.people["head"].pk])


def test_a_change_keeps_before_and_after_and_marks_as_discussed(world: World) -> None:
    session = opened(world)
    assert change(world, session).predicate == 4
    kept = RatingChange.objects.get()
    assert (kept.basis, kept.basis_id, kept.predicate_before, kept.predicate_after) == ("calibration", session.pk, 2, 4)
    assert Discussed.objects.filter(session=session).count() == 1
    assert Before.objects.get(session=session, evaluation=world.evaluations["employee"]).predicate == 2
    assert Event.objects.get(kind="evaluation.changed").capacity == "calibrator"


def test_of_two_calibrators_one_wins(world: World) -> None:
    session = opened(world)
    seen = Evaluation.objects.get(pk=world.evaluations["employee"].pk).lock_version
    change(world, session, by="superior", expected_version=seen)
    with pytest.raises(Conflict) as refused:
        change(world, session, by="head", behaviour_rating=1, expected_version=seen)
    assert dict(refused.value.fields or {})["behaviour_rating"] == ("3", "1")
    assert RatingChange.objects.count() == 1


def test_who_is_not_a_participant_reads_at_most(world: World) -> None:
    session = opened(world)
    for who in ("analyst", "auditor", "regent"):
        assert session_page(world.actor(who), session.pk).total == 2
        with pytest.raises(NotAllowed):
            change(world, session, by=who)
    for who in ("employee", "stranger"):
        with pytest.raises(NotVisible):
            session_page(world.actor(who), session.pk)


def test_nobody_sees_or_touches_themselves_or_their_superiors(world: World) -> None:
    rate(world, by="head", who="superior")
    session = opened(world)
    own = world.evaluations["superior"]
    page = session_page(world.actor("superior"), session.pk)
    assert own.pk not in {line.row.id for line in page.lines}
    assert page.hidden == 1
    with pytest.raises(NotVisible):
        session_page(world.actor("superior"), session.pk, evaluation_id=own.pk)
    with pytest.raises(NotAllowed):
        acts.pre_read(by=world.actor("superior"), session_id=session.pk, evaluation_id=own.pk, stance="agree")


def test_a_declared_tie_ends_taking_part_in_that_rating(world: World) -> None:
    session, employee = opened(world), world.evaluations["employee"]
    acts.recuse(by=world.actor("superior"), session_id=session.pk, evaluation_id=employee.pk)
    with pytest.raises(NotAllowed):
        change(world, session, by="superior")
    assert change(world, session, by="head").predicate == 4


def test_a_doubt_says_why_and_brings_the_person_to_the_top(world: World) -> None:
    session, employee = opened(world), world.evaluations["employee"]
    with pytest.raises(Invalid):
        acts.pre_read(by=world.actor("superior"), session_id=session.pk, evaluation_id=employee.pk, stance="doubt")
    for stance, comment in (("agree", ""), ("doubt", "bukti Agustus kurang")):
        acts.pre_read(by=world.actor("superior"), session_id=session.pk, evaluation_id=employee.pk, stance=stance,
                      comment=comment)  # fmt: skip
    assert PreRead.objects.get().stance == "doubt"
    first = session_page(world.actor("head"), session.pk).lines[0]
    assert first.row.id == employee.pk
    assert first.signals[0] == "1 peserta ragu"


def test_the_effect_is_shown_before_saving_and_small_groups_are_hidden(world: World) -> None:
    session, employee = opened(world), world.evaluations["employee"]
    page = session_page(world.actor("head"), session.pk, evaluation_id=employee.pk, result=2, behaviour=3)
    assert page.opened is not None
    effect = page.opened.effect
    assert effect is not None
    assert (effect.before, effect.after) == ("Baik", "Kurang")
    assert effect.groups[0].text == "Baik 1 → 0, Kurang 0 → 1"
    assert "disembunyikan" in effect.groups[-1].text
    assert Evaluation.objects.get(pk=employee.pk).predicate == 2


def test_a_session_is_closed_by_two_and_rests_in_between(world: World) -> None:
    session = opened(world)
    acts.ask_closing(by=world.actor("head"), session_id=session.pk)
    with pytest.raises(Closed):
        change(world, session)
    with pytest.raises(NotAllowed):
        acts.close_session(by=world.actor("head"), session_id=session.pk)
    acts.close_session(by=world.actor("superior"), session_id=session.pk)
    session.refresh_from_db()
    assert session.state == "closed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(state="open")


def test_a_session_that_waits_can_go_on(world: World) -> None:
    session = opened(world)
    acts.ask_closing(by=world.actor("head"), session_id=session.pk)
    acts.resume_session(by=world.actor("superior"), session_id=session.pk)
    assert change(world, session).predicate == 4
