"""Rating, confirming and receiving an evaluation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.people.models import ReportingLine
from prestasi.performance.actions.evaluation import confirm_evaluation, receive_evaluation, self_assess, send_back
from prestasi.performance.actions.rating import rate_evaluation, withdraw_rating
from prestasi.performance.models import Evaluation, Plan, UnitAchievement
from prestasi.performance.rating_sheet import RatingSheet
from tests.world import TODAY, World, open_evaluation


def sheet_for(world: World, who: str = "employee", rating: int = 2, **changes: Any) -> RatingSheet:
    plain = RatingSheet(
        items={world.results[who].pk: rating},
        reasons={world.results[who].pk: "melampaui target sejak Agustus"} if rating != 2 else {},
        behaviour=[2] * 7,
        result_rating=rating,
        behaviour_rating=2,
    )
    return replace(plain, **changes)


def rate(world: World, by: str = "superior", who: str = "employee", **changes: Any) -> Evaluation:
    evaluation = world.evaluations.get(who) or open_evaluation(world, who)
    version = Evaluation.objects.values_list("lock_version", flat=True).get(pk=evaluation.pk)
    rate_evaluation(
        by=world.actor(by),
        evaluation_id=evaluation.pk,
        sheet=sheet_for(world, who, **changes),
        lock_version=version,
    )
    return Evaluation.objects.get(pk=evaluation.pk)


def test_the_predicate_is_computed_with_every_step_kept(world: World) -> None:
    evaluation = rate(world, rating=1, behaviour_rating=1, behaviour_reason="dipuji lima rekan", behaviour=[1] * 7)
    assert (evaluation.state, evaluation.predicate) == ("rated", 1)
    assert evaluation.ruleset == "performance-2022"
    steps: Any = evaluation.steps
    kept = steps["performance-2022"]
    assert kept["hash"] == evaluation.ruleset_hash
    assert kept["row"]["predicate"] == "SANGAT_BAIK"
    assert (evaluation.result_suggested, evaluation.behaviour_suggested) == (1, 1)


def test_position_unit_rank_and_raters_are_frozen_as_words(world: World) -> None:
    frozen: Any = rate(world).frozen
    assert frozen["person"]["position"] == "Bidan Ahli Pertama"
    assert frozen["person"]["unit"] == "Puskesmas Minggir"
    assert frozen["person"]["rank"].endswith("III/b")
    assert (frozen["rater"]["name"], frozen["rater_superior"]["name"]) == ("Bima Rekaan", "Laras Misalkan")


@pytest.mark.parametrize(("who", "refusal"), [
    ("employee", NotAllowed), ("head", NotAllowed), ("analyst", NotAllowed), ("peer", NotVisible),
        ("stranger", NotVisible),
])  # fmt: skip
def test_only_the_rater_rates(world: World, who: str, refusal: type[Exception]) -> None:
    open_evaluation(world, "employee")
    with pytest.raises(refusal):
        rate(world, by=who)
    assert Evaluation.objects.get().state == "open"
    assert not Event.objects.exists()


@pytest.mark.parametrize("state", ["revising", "submitted", "returned"])
def test_a_plan_under_change_is_settled_before_it_is_rated(world: World, state: str) -> None:
    Plan.objects.filter(pk=world.plans["employee"].pk).update(state=state)
    with pytest.raises(Closed, match="sedang diubah"):
        rate(world)
    assert Evaluation.objects.get(pk=world.evaluations["employee"].pk).state == "open"


def test_rating_oneself_is_refused_by_the_database_too(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(rated_by=world.people["employee"])


def test_a_former_superior_sees_nothing_and_the_new_one_rates(world: World) -> None:
    open_evaluation(world, "employee")
    line = ReportingLine.objects.get(person=world.people["employee"])
    line.valid_to = TODAY
    line.save()
    ReportingLine.objects.create(person=world.people["employee"], superior=world.people["other_head"], valid_from=TODAY)
    with pytest.raises(NotAllowed if world.actor("superior").has_role("unit_head") else (NotVisible, NotAllowed)):
        rate(world, by="superior")
    assert rate(world, by="other_head").state == "rated"


def test_the_superior_of_an_ended_slice_rates_it_after_the_move(world: World) -> None:
    open_evaluation(world, "employee")
    plan, moved = world.plans["employee"], dt.date(2026, 9, 1)
    plan.ends_on, plan.state = moved - dt.timedelta(days=1), "ended"
    plan.save()
    line = ReportingLine.objects.get(person=world.people["employee"])
    line.valid_to = moved
    line.save()
    ReportingLine.objects.create(person=world.people["employee"], superior=world.people["other_head"], valid_from=moved)
    with pytest.raises(NotAllowed):
        rate(world, by="other_head")
    assert rate(world, by="superior").state == "rated"


@pytest.mark.parametrize(("changes", "field"), [
    ({"items": {}}, "r{pk}"),
    ({"rating": 1, "reasons": {}}, "a{pk}"),
    ({"behaviour": [2, 2, None, 2, 2, 2, 2]}, "p3"),
    ({"behaviour": [2, 2, 3, 2, 2, 2, 2]}, "behaviour_reason"),
    ({"behaviour_rating": None}, "behaviour_rating"),
    ({"behaviour_rating": 1}, "behaviour_reason"),
    ({"result_rating": None}, "result_rating"),
    ({"result_rating": 1}, "result_reason"),
])  # fmt: skip
def test_what_is_missing_is_named(world: World, changes: dict[str, Any], field: str) -> None:
    open_evaluation(world, "employee")
    with pytest.raises(Invalid) as refused:
        rate(world, **changes)
    assert field.format(pk=world.results["employee"].pk) in refused.value.errors
    assert Evaluation.objects.get().state == "open"


def test_the_head_of_a_unit_gets_the_units_achievement(world: World) -> None:
    open_evaluation(world, "superior", achievement="KURANG")
    evaluation = rate(world, by="head", who="superior", result_rating=None)
    assert (evaluation.result_rating, evaluation.predicate) == (3, 3)


def test_the_head_cannot_be_rated_without_it(world: World) -> None:
    open_evaluation(world, "superior")
    UnitAchievement.objects.all().delete()
    with pytest.raises(Closed, match="Capaian organisasi"):
        rate(world, by="head", who="superior")


def test_others_can_with_a_reason_that_is_kept(world: World) -> None:
    open_evaluation(world, "employee")
    UnitAchievement.objects.all().delete()
    with pytest.raises(Invalid):
        rate(world)
    frozen: Any = rate(world, without_achievement_reason="Dinas masih menghitung angka September").frozen
    assert frozen["without_achievement_reason"].startswith("Dinas")


def test_two_savers_get_a_comparison_not_a_lost_update(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    rate(world)
    with pytest.raises(Conflict) as conflict:
        rate_evaluation(
            by=world.actor("superior"), evaluation_id=evaluation.pk, sheet=sheet_for(world, rating=1), lock_version=1
        )
    assert conflict.value.fields is not None
    assert conflict.value.fields["result_rating"] == ("2", "1")
    assert Evaluation.objects.get().result_rating == 2


def test_a_rating_can_be_changed_and_undone_until_it_is_confirmed(world: World) -> None:
    rate(world)
    assert rate(world, rating=1).result_rating == 1
    evaluation = Evaluation.objects.get()
    withdraw_rating(by=world.actor("superior"), evaluation_id=evaluation.pk)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.predicate, evaluation.steps) == ("open", None, None)
    rate(world)
    confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    with pytest.raises(Closed):
        rate(world)
    with pytest.raises(Closed):
        withdraw_rating(by=world.actor("superior"), evaluation_id=evaluation.pk)


@pytest.mark.parametrize(("who", "refusal"), [
    ("superior", NotAllowed), ("employee", NotAllowed), ("analyst", NotAllowed), ("stranger", NotVisible),
])  # fmt: skip
def test_only_the_raters_superior_confirms(world: World, who: str, refusal: type[Exception]) -> None:
    evaluation = rate(world)
    with pytest.raises(refusal):
        confirm_evaluation(by=world.actor(who), evaluation_id=evaluation.pk)
    assert Evaluation.objects.get().state == "rated"


def test_the_regent_confirms_those_he_rates_himself(world: World) -> None:
    open_evaluation(world, "head")
    evaluation = rate(world, by="regent", who="head", result_rating=None)
    confirm_evaluation(by=world.actor("regent"), evaluation_id=evaluation.pk)
    assert Evaluation.objects.get().state == "confirmed"


def test_sending_back_needs_a_reason_and_opens_the_rating(world: World) -> None:
    evaluation = rate(world)
    with pytest.raises(Invalid):
        send_back(by=world.actor("head"), evaluation_id=evaluation.pk, reason="")
    send_back(by=world.actor("head"), evaluation_id=evaluation.pk, reason="bukti September belum diperiksa")
    assert Evaluation.objects.get().state == "open"


def test_opening_the_result_is_recorded_and_starts_the_fourteen_days(world: World) -> None:
    evaluation = rate(world)
    with pytest.raises(Closed):
        receive_evaluation(by=world.actor("employee"), evaluation_id=evaluation.pk)
    confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    with pytest.raises(NotAllowed):
        receive_evaluation(by=world.actor("superior"), evaluation_id=evaluation.pk)
    receipt = receive_evaluation(by=world.actor("employee"), evaluation_id=evaluation.pk)
    assert Evaluation.objects.get().received_at is not None
    assert Event.objects.get(pk=receipt.event_id).payload["objection_until"] == "2026-10-22"


def test_nothing_changes_in_a_closed_period_except_receipt(world: World) -> None:
    evaluation = rate(world)
    confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    period = world.periods[3]
    period.state = "closed"
    period.save()
    with pytest.raises(Closed):
        rate(world)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(predicate=1)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        evaluation.items.update(rating=1)
    receive_evaluation(by=world.actor("employee"), evaluation_id=evaluation.pk)
    assert Evaluation.objects.get().state == "received"


def test_self_assessment_is_the_employees_own_and_comes_before_the_rating(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    ratings = {world.results["employee"].pk: 1}
    with pytest.raises(NotAllowed):
        self_assess(by=world.actor("superior"), evaluation_id=evaluation.pk, ratings=ratings, lock_version=1)
    with pytest.raises(Invalid):
        self_assess(by=world.actor("employee"), evaluation_id=evaluation.pk, ratings={}, lock_version=1)
    self_assess(by=world.actor("employee"), evaluation_id=evaluation.pk, ratings=ratings, note="lancar", lock_version=1)
    assert Evaluation.objects.get().state == "self"
    rate(world)
    with pytest.raises(Closed):
        self_assess(by=world.actor("employee"), evaluation_id=evaluation.pk, ratings=ratings, lock_version=3)


def test_the_same_rating_form_twice_is_one_rating(world: World) -> None:
    evaluation, key = open_evaluation(world, "employee"), uuid4()
    first, second = (
        rate_evaluation(
            by=world.actor("superior"), evaluation_id=evaluation.pk, sheet=sheet_for(world), lock_version=1, key=key
        )
        for _ in range(2)
    )
    assert (first.number, second.repeated) == (second.number, True)
    assert Evaluation.objects.get().lock_version == 2
