"""Improvement plans: opened by the result, agreed by both, closed with an outcome."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from prestasi.audit.kinds import KINDS
from prestasi.core import clock
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.dialogue.actions.improvement import (
    Step,
    agree_improvement,
    close_improvement,
    finish_step,
    follow_result,
    open_due,
    write_improvement,
)
from prestasi.dialogue.models import ImprovementPlan
from prestasi.dialogue.months import after_months
from prestasi.dialogue.queries.improvement import improvement_page, monthly
from prestasi.notices.models import Notice
from prestasi.performance.actions.evaluation import confirm_evaluation
from prestasi.performance.actions.rating import rate_evaluation
from prestasi.performance.models import Evaluation
from prestasi.performance.rating_sheet import RatingSheet
from tests.world import NOW, TODAY, World, open_evaluation


def rated(world: World, result: int, behaviour: int) -> Evaluation:
    """Rated by the superior, confirmed by the head."""
    row = open_evaluation(world, "employee")
    sheet = RatingSheet(
        {world.results["employee"].pk: result}, {world.results["employee"].pk: "alasan tertulis"}, [behaviour] * 7,
        result, behaviour, result_reason="alasan tertulis", behaviour_reason="alasan tertulis",
    )  # fmt: skip
    rate_evaluation(by=world.actor("superior"), evaluation_id=row.pk, sheet=sheet, lock_version=1)
    confirm_evaluation(by=world.actor("head"), evaluation_id=row.pk)
    row.refresh_from_db()
    return row


@pytest.fixture
def plan(world: World) -> ImprovementPlan:
    """Opened by *Kurang* and read by the employee."""
    row = rated(world, 2, 3)
    Evaluation.objects.filter(pk=row.pk).update(received_at=NOW)
    return ImprovementPlan.objects.get()


@pytest.mark.parametrize(("result", "behaviour", "predicate"), [(2, 3, 4), (1, 3, 4), (3, 3, 5)])
def test_the_two_lowest_predicates_open_a_draft(world: World, result: int, behaviour: int, predicate: int) -> None:
    row = rated(world, result, behaviour)
    made = ImprovementPlan.objects.get()
    assert (row.predicate, made.predicate, made.state, made.leader) == (
        predicate, predicate, "draft", world.people["superior"],
    )  # fmt: skip
    assert (made.starts_on, made.ends_on) == (TODAY, dt.date(2027, 4, 7))
    told = set(Notice.objects.filter(kind="improvement.opened").values_list("person", flat=True))
    analysts = {world.people["analyst"].pk} if predicate == 5 else set()
    assert told == {world.people["superior"].pk} | analysts


@pytest.mark.parametrize(("result", "behaviour"), [(2, 2), (3, 2), (1, 1)])
def test_other_predicates_open_none(world: World, result: int, behaviour: int) -> None:
    rated(world, result, behaviour)
    assert not ImprovementPlan.objects.exists()


def test_one_at_a_time_and_the_daily_sweep_opens_no_second(world: World, plan: ImprovementPlan) -> None:
    assert list(follow_result(plan.evaluation_id)) == [] and open_due() == 0
    assert ImprovementPlan.objects.count() == 1


def test_the_sweep_opens_what_was_settled_in_bulk(world: World) -> None:
    row = open_evaluation(world, "employee")
    Evaluation.objects.filter(pk=row.pk).update(
        state="confirmed", predicate=4, confirmed_at=clock.now(), released_at=clock.now()
    )
    assert (open_due(), open_due()) == (1, 0)


def test_it_falls_when_the_result_is_lifted(world: World) -> None:
    row = rated(world, 2, 2)
    ImprovementPlan.objects.create(
        evaluation=row, person=row.person, leader=world.people["superior"], unit=row.unit, predicate=4,
        starts_on=TODAY, ends_on=dt.date(2027, 4, 7),
    )  # fmt: skip
    assert list(follow_result(row.pk)) == []
    assert ImprovementPlan.objects.get().state == "withdrawn"


def test_the_employee_learns_of_it_only_with_the_result(world: World) -> None:
    rated(world, 2, 3)
    pk = ImprovementPlan.objects.get().pk
    with pytest.raises(NotVisible):
        improvement_page(world.actor("employee"), pk)
    assert not Notice.objects.filter(person=world.people["employee"], kind__startswith="improvement").exists()
    assert not KINDS["improvement.opened"].visible_to_subject


def test_both_agree_and_it_runs_to_an_outcome(world: World, plan: ImprovementPlan) -> None:
    written = _write(world, plan)
    with pytest.raises(Closed, match="masih menyusun"):
        agree_improvement(by=world.actor("employee"), plan_id=plan.pk, lock_version=written.lock_version)
    for who in ("superior", "employee"):
        agree_improvement(by=world.actor(who), plan_id=plan.pk, lock_version=written.lock_version)
    plan.refresh_from_db()
    assert plan.state == "agreed"
    finish_step(by=world.actor("employee"), step_id=plan.steps.get().pk)
    with pytest.raises(NotAllowed):
        close_improvement(by=world.actor("employee"), plan_id=plan.pk, outcome="improved", note="Sudah lebih baik")
    with pytest.raises(Invalid, match="Masa perbaikan"):
        close_improvement(by=world.actor("superior"), plan_id=plan.pk, outcome="not_improved", note="Belum berubah")
    with time_machine.travel(NOW + dt.timedelta(days=183), tick=True):
        close_improvement(by=world.actor("superior"), plan_id=plan.pk, outcome="not_improved", note="Belum berubah")
    assert ImprovementPlan.objects.get().outcome == "not_improved"


def test_a_changed_draft_asks_for_both_agreements_anew(world: World, plan: ImprovementPlan) -> None:
    written = _write(world, plan)
    agree_improvement(by=world.actor("superior"), plan_id=plan.pk, lock_version=written.lock_version)
    _write(world, plan)
    plan.refresh_from_db()
    assert plan.leader_agreed_at is None


def test_steps_lie_inside_the_six_months(world: World, plan: ImprovementPlan) -> None:
    late = Step(1, "Ikut pelatihan", "sertifikat", plan.ends_on + dt.timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        write_improvement(
            by=world.actor("superior"), plan_id=plan.pk, expectation="Hadir dan melapor tepat waktu", steps=[late],
            lock_version=plan.lock_version,
        )  # fmt: skip
    assert list(refused.value.errors) == ["s1-due_on"]


@pytest.mark.parametrize(("who", "refusal"), [("employee", NotAllowed), ("peer", NotVisible), ("head", NotVisible)])
def test_only_the_superior_writes_it(world: World, plan: ImprovementPlan, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        write_improvement(
            by=world.actor(who), plan_id=plan.pk, expectation="Hadir tepat waktu", steps=[],
            lock_version=plan.lock_version,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [(dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)), (dt.date(2026, 12, 15), 1, dt.date(2027, 1, 15)),
     (dt.date(2026, 6, 30), 6, dt.date(2026, 12, 30)), (dt.date(2027, 8, 31), 6, dt.date(2028, 2, 29))],
)  # fmt: skip
def test_months_end_on_the_last_day_of_shorter_ones(day: dt.date, months: int, found: dt.date) -> None:
    assert after_months(day, months) == found


def test_each_month_shows_its_dialogue() -> None:
    months = monthly(dt.date(2026, 10, 8), [(7, dt.date(2026, 11, 20))])
    assert [(m.due_on.isoformat(), m.dialogue_id) for m in months[:2]] == [("2026-11-07", None), ("2026-12-07", 7)]
    assert len(months) == 6


def _write(world: World, plan: ImprovementPlan) -> ImprovementPlan:
    plan.refresh_from_db()
    write_improvement(
        by=world.actor("superior"), plan_id=plan.pk, expectation="Hadir dan melapor tepat waktu",
        steps=[Step(1, "Ikut pelatihan pencatatan", "sertifikat", dt.date(2026, 12, 1))],
        lock_version=plan.lock_version,
    )  # fmt: skip
    plan.refresh_from_db()
    return plan
