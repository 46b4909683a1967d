"""Answer, recommendation, drawing, decision: each by its own person, and what the decision does to the record."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.notices.models import Notice
from prestasi.objection.actions.deciding import decide_objection, rerate_objection, step_aside
from prestasi.objection.actions.desk import answer_objection, recommend_objection
from prestasi.objection.actions.filing import Target, file_objection
from prestasi.objection.drawing import drawn
from prestasi.objection.models import Draw, Objection
from prestasi.people.models import ReportingLine
from prestasi.performance.models import Evaluation, RatingChange
from tests.actions.objection.conftest import REASON
from tests.world import NOW, World

ANSWER = "Rekapitulasi itu diterima sesudah penilaian, karena itu belum dihitung."
ADVICE = "Bukti baru sah dan sudah ada sebelum batas penilaian; rating hasil kerja diusulkan naik."
VERDICT = "Rekapitulasi bertanggal 29 September membuktikan cakupan melampaui target."


def opened(world: World) -> Objection:
    file_objection(
        by=world.actor("employee"), evaluation_id=world.evaluations["employee"].pk, targets=(Target("predicate"),),
        reason=REASON,
    )  # fmt: skip
    return Objection.objects.get()


def answered(world: World) -> Objection:
    objection = opened(world)
    answer_objection(by=world.actor("superior"), objection_id=objection.pk, answer=ANSWER)
    return objection


def recommended(world: World, outcome: str = "change") -> Objection:
    objection = answered(world)
    recommend_objection(
        by=world.actor("analyst"), objection_id=objection.pk, outcome=outcome, reason=ADVICE, result_rating=1,
        behaviour_rating=2,
    )  # fmt: skip
    objection.refresh_from_db()
    return objection


def decider(world: World, objection: Objection) -> Actor:
    key = next(key for key, person in world.people.items() if person.pk == objection.decider_id)
    return world.actor(key)


def decided(world: World, objection: Objection, outcome: str, **given: object) -> Objection:
    arguments = {
        "outcome": outcome, "reason": VERDICT, "independent": True, "result_rating": 1, "behaviour_rating": 2, **given
    }  # fmt: skip
    by = given.pop("by", None) or decider(world, objection)
    arguments.pop("by", None)
    decide_objection(by=by, objection_id=objection.pk, **arguments)  # type: ignore[arg-type]
    objection.refresh_from_db()
    return objection


def test_both_sides_are_heard_before_a_recommendation(contestable: World) -> None:
    objection = opened(contestable)
    with pytest.raises(Closed):
        recommend_objection(by=contestable.actor("analyst"), objection_id=objection.pk, outcome="reject", reason=ADVICE)


def test_a_silent_rater_does_not_stop_the_case(contestable: World) -> None:
    objection = opened(contestable)
    Objection.objects.filter(pk=objection.pk).update(answer_due_on=dt.date(2026, 10, 15))
    with time_machine.travel(NOW + dt.timedelta(days=8)):
        recommend_objection(by=contestable.actor("analyst"), objection_id=objection.pk, outcome="reject", reason=ADVICE)
    objection.refresh_from_db()
    assert objection.state == "recommended" and objection.answer == ""


@pytest.mark.parametrize("who", ["employee", "head", "analyst"])
def test_only_the_rater_answers(contestable: World, who: str) -> None:
    objection = opened(contestable)
    with pytest.raises(NotAllowed):
        answer_objection(by=contestable.actor(who), objection_id=objection.pk, answer=ANSWER)


def test_a_colleague_sees_nothing(contestable: World) -> None:
    objection = opened(contestable)
    with pytest.raises(NotVisible):
        answer_objection(by=contestable.actor("peer"), objection_id=objection.pk, answer=ANSWER)


@pytest.mark.parametrize("who", ["employee", "superior", "head", "auditor"])
def test_only_an_analyst_recommends(contestable: World, who: str) -> None:
    objection = answered(contestable)
    with pytest.raises(NotAllowed):
        recommend_objection(by=contestable.actor(who), objection_id=objection.pk, outcome="reject", reason=ADVICE)


def test_the_drawing_can_be_repeated_by_anybody(contestable: World) -> None:
    objection = recommended(contestable)
    draw = Draw.objects.get()
    kept = Event.objects.get(kind="objection.recommended").payload["draw"]
    assert drawn(kept["seed"], kept["candidates"]) == draw.chosen_id == objection.decider_id
    filed = Event.objects.get(kind="objection.filed")
    assert objection.event_id == filed.pk
    assert kept["seed"].startswith(filed.hash)


def test_nobody_near_the_case_is_drawn(contestable: World) -> None:
    recommended(contestable)
    keys = {key for key, person in contestable.people.items() if person.pk in Draw.objects.get().candidates}
    assert keys == {"other_head", "head_setda", "head_bkpp"}
    assert Draw.objects.get().left_out["party"] == 1  # the head of the health service has confirmed the result


def test_who_has_changed_the_rating_before_and_who_works_under_the_employee_are_not_drawn(contestable: World) -> None:
    people, evaluation = contestable.people, contestable.evaluations["employee"]
    RatingChange.objects.create(
        evaluation=evaluation, version=90, basis="objection", state_before="received", result_after=2,
        behaviour_after=2, predicate_after=2, reason="uji", by=people["head_setda"], capacity="decider", at=NOW,
    )  # fmt: skip
    ReportingLine.objects.create(
        person=people["head_bkpp"], superior=people["employee"], valid_from=NOW.date() - dt.timedelta(days=9)
    )
    recommended(contestable)
    assert Draw.objects.get().candidates == [people["other_head"].pk]
    assert {"calibrator", "subordinate"} <= set(Draw.objects.get().left_out)


def test_a_conflict_of_interest_draws_another_official(contestable: World) -> None:
    objection = recommended(contestable)
    first = objection.decider_id
    step_aside(by=decider(contestable, objection), objection_id=objection.pk, reason="Ipar pegawai")
    objection.refresh_from_db()
    assert objection.decider_id != first and objection.state == "recommended"
    assert first not in Draw.objects.get(number=2).candidates
    assert Draw.objects.get(number=1).answer == "conflict"


def test_when_nobody_is_left_it_says_so_and_nothing_changes(contestable: World) -> None:
    objection = recommended(contestable)
    for _time in range(2):
        step_aside(by=decider(contestable, objection), objection_id=objection.pk, reason="Kerabat dekat")
        objection.refresh_from_db()
    with pytest.raises(Closed):
        step_aside(by=decider(contestable, objection), objection_id=objection.pk, reason="Kerabat dekat")
    assert Draw.objects.count() == 3
    assert Draw.objects.get(number=3).answer == ""


def test_a_change_reaches_rating_predicate_and_credit_and_is_final(contestable: World) -> None:
    objection = decided(contestable, recommended(contestable), "change", behaviour_rating=1)
    evaluation = Evaluation.objects.get(pk=objection.evaluation_id)
    assert (evaluation.state, evaluation.result_rating, evaluation.predicate) == ("final", 1, 1)
    assert (objection.state, objection.predicate_before, objection.predicate_after) == ("changed", 2, 1)
    assert (objection.credit_before, objection.credit_after) == (3125, 4688)
    change = RatingChange.objects.get()
    assert (change.basis, change.basis_id, change.by_id) == ("objection", objection.pk, objection.decider_id)


def test_a_rejection_leaves_the_rating_and_is_final(contestable: World) -> None:
    objection = decided(contestable, recommended(contestable), "reject")
    evaluation = Evaluation.objects.get(pk=objection.evaluation_id)
    assert (evaluation.state, evaluation.result_rating, evaluation.predicate) == ("final", 2, 2)
    assert objection.predicate_after == 2 and not RatingChange.objects.exists()


def test_employee_rater_and_analyst_are_told_of_the_decision(contestable: World) -> None:
    decided(contestable, recommended(contestable), "reject")
    told = set(Notice.objects.filter(kind="objection.decided").values_list("person", flat=True))
    assert told == {contestable.people[key].pk for key in ("employee", "superior", "analyst")}


def test_a_return_brings_a_new_rating_that_only_the_decision_makes_valid(contestable: World) -> None:
    objection = decided(contestable, recommended(contestable), "return")
    assert objection.state == "returned"
    rerate_objection(
        by=contestable.actor("superior"), objection_id=objection.pk, result_rating=1, behaviour_rating=2, reason=ANSWER
    )
    assert Evaluation.objects.get(pk=objection.evaluation_id).result_rating == 2
    objection.refresh_from_db()
    assert decided(contestable, objection, "change").state == "changed"
    assert Evaluation.objects.get(pk=objection.evaluation_id).result_rating == 1


@pytest.mark.parametrize("who", ["employee", "superior", "head", "analyst", "auditor"])
def test_nobody_but_the_drawn_official_decides(contestable: World, who: str) -> None:
    objection = recommended(contestable)
    with pytest.raises(NotAllowed):
        decided(contestable, objection, "reject", by=contestable.actor(who))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"independent": False}, "independent"),
        ({"reason": "setuju"}, "reason"),
        ({"result_rating": None}, "result_rating"),
        ({"result_rating": 2, "behaviour_rating": 2}, "outcome"),
        ({"outcome": "besok"}, "outcome"),
    ],
)
def test_a_decision_without_reasons_or_declaration_is_refused(
    contestable: World, given: dict[str, object], field: str
) -> None:
    objection = recommended(contestable)
    outcome = str(given.pop("outcome", "change"))
    with pytest.raises(Invalid) as refused:
        decided(contestable, objection, outcome, **given)
    assert set(refused.value.errors) == {field}
    objection.refresh_from_db()
    assert objection.state == "recommended" and not RatingChange.objects.exists()


def test_two_decisions_the_second_is_told(contestable: World) -> None:
    objection = recommended(contestable)
    by = decider(contestable, objection)
    decided(contestable, objection, "reject")
    with pytest.raises(Closed):
        decided(contestable, objection, "change", by=by)


def test_a_decision_on_an_older_page_is_compared(contestable: World) -> None:
    objection = recommended(contestable)
    with pytest.raises(Conflict):
        decided(contestable, objection, "reject", lock_version=objection.lock_version - 1)


@pytest.mark.parametrize("party", ["employee", "superior", "head", "analyst"])
def test_the_database_refuses_a_party_as_the_one_who_decides(contestable: World, party: str) -> None:
    objection = recommended(contestable)
    person = contestable.people[party]
    with pytest.raises(IntegrityError, match=r"objection_(decider|decided_by)_apart"), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(decider=person, decided_by=person)


def test_the_database_keeps_a_decision_and_a_drawing_as_they_are(contestable: World) -> None:
    objection = decided(contestable, recommended(contestable), "reject")
    with pytest.raises(IntegrityError, match="decided or withdrawn"), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(decision_reason="lain")
    with pytest.raises(IntegrityError, match="drawing"), transaction.atomic():
        Draw.objects.update(chosen=contestable.people["other_head"], candidates=[])
