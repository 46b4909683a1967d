"""A given rating changes through one door only, and keeps what was before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed
from prestasi.notices.models import Notice
from prestasi.performance.actions.change_rating import change_rating
from prestasi.performance.actions.evaluation import confirm_evaluation, receive_evaluation
from prestasi.performance.models import Evaluation, Period, RatingChange
from tests.actions.performance_evaluation.test_rating import rate
from tests.world import World, open_evaluation


def change(world: World, evaluation: Evaluation, by: str = "head", **changes: Any) -> RatingChange:
    given: dict[str, Any] = {
        "result_rating": 2, "behaviour_rating": 3, "reason": "terlambat lapor tiga kali", "basis": "calibration",
        "expected_version": Evaluation.objects.get(pk=evaluation.pk).lock_version,
    }  # fmt: skip
    change_rating(by=world.actor(by), evaluation_id=evaluation.pk, **given | changes)
    return RatingChange.objects.filter(evaluation=evaluation).latest("at")


def confirmed(world: World, who: str = "employee") -> Evaluation:
    evaluation = rate(world, who=who)
    confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    return Evaluation.objects.get(pk=evaluation.pk)


@pytest.fixture
def together(world: World) -> World:
    """The same world, with results that are released together."""
    Period.objects.update(release="together")
    return world


def test_the_predicate_follows_from_the_rules_and_the_earlier_values_stay(together: World) -> None:
    evaluation = rate(together)
    kept = change(together, evaluation)
    now = Evaluation.objects.get(pk=evaluation.pk)
    assert (kept.result_before, kept.behaviour_before, kept.predicate_before) == (2, 2, 2)
    assert (now.result_rating, now.behaviour_rating, now.predicate) == (2, 3, 4)
    assert now.steps is not None
    assert now.steps["performance-2022"]["row"]["predicate"] == "KURANG"
    assert kept.version == now.lock_version
    assert now.frozen == evaluation.frozen
    event = Event.objects.get(kind="evaluation.changed")
    assert event.payload["before"] == [2, 2, 2]
    assert event.payload["after"] == [2, 3, 4]


def test_the_rater_is_told_and_the_employee_not_before_the_release(together: World) -> None:
    change(together, rate(together))
    told = Notice.objects.filter(kind="evaluation.changed").values_list("person", flat=True)
    assert list(told) == [together.people["superior"].pk]


def test_nobody_changes_their_own_or_their_superiors_rating(together: World) -> None:
    own, above = rate(together), rate(together, by="head", who="superior")
    with pytest.raises(NotAllowed):
        change(together, own, by="employee")
    with pytest.raises(NotAllowed):
        change(together, above, by="employee", behaviour_rating=1, result_rating=above.result_rating)
    assert not RatingChange.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "kurang"}, "reason"),
        ({"result_rating": 0}, "result_rating"),
        ({"behaviour_rating": 4}, "behaviour_rating"),
        ({"behaviour_rating": 2}, ""),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(together: World, changes: dict[str, Any], field: str) -> None:
    evaluation = rate(together)
    with pytest.raises(Invalid) as refused:
        change(together, evaluation, **changes)
    assert field in refused.value.errors
    assert not RatingChange.objects.exists()
    assert Evaluation.objects.get(pk=evaluation.pk).predicate == 2


def test_a_stale_version_loses_and_sees_both_values(together: World) -> None:
    evaluation = rate(together)
    change(together, evaluation)
    with pytest.raises(Conflict) as refused:
        change(together, evaluation, behaviour_rating=1, expected_version=evaluation.lock_version)
    assert refused.value.fields == {"result_rating": ("2", "2"), "behaviour_rating": ("3", "1")}
    assert RatingChange.objects.count() == 1


def test_the_result_of_a_head_follows_the_unit(together: World) -> None:
    evaluation = rate(together, by="head", who="superior")
    with pytest.raises(Invalid) as refused:
        change(together, evaluation, by="regent", result_rating=1, behaviour_rating=2)
    assert "result_rating" in refused.value.errors
    assert change(together, evaluation, by="regent", result_rating=2, behaviour_rating=3).predicate_after == 4


def test_calibration_ends_with_the_release_and_with_the_period(together: World) -> None:
    evaluation = confirmed(together)
    Evaluation.objects.filter(pk=evaluation.pk).update(released_at=evaluation.confirmed_at)
    with pytest.raises(Closed):
        change(together, evaluation)
    other = rate(together, who="peer")
    Period.objects.filter(pk=other.period_id).update(state="closed")
    with pytest.raises(Closed):
        change(together, other)


def test_an_objection_changes_a_received_result_even_in_a_closed_period(world: World) -> None:
    evaluation = confirmed(world)
    receive_evaluation(by=world.actor("employee"), evaluation_id=evaluation.pk)
    Period.objects.filter(pk=evaluation.period_id).update(state="closed")
    change(world, evaluation, basis="objection", behaviour_rating=1, result_rating=1)
    now = Evaluation.objects.get(pk=evaluation.pk)
    assert (now.state, now.predicate) == ("received", 1)
    told = set(Notice.objects.filter(kind="evaluation.changed").values_list("person", flat=True))
    assert told == {world.people["superior"].pk, world.people["employee"].pk}


def test_the_database_refuses_a_settled_rating_without_its_change(world: World) -> None:
    evaluation = confirmed(world)
    forged: list[dict[str, object]] = [
        {"predicate": 1}, {"behaviour_items": [1] * 7}, {"rater": world.people["head"]}, {"frozen": {}},
    ]  # fmt: skip
    for fields in forged:
        with pytest.raises(IntegrityError), transaction.atomic():
            Evaluation.objects.filter(pk=evaluation.pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        evaluation.items.update(rating=1)


def test_a_change_is_never_changed_or_removed(together: World) -> None:
    kept = change(together, rate(together))
    for statement in ("UPDATE performance_ratingchange SET reason = 'x'", "DELETE FROM performance_ratingchange"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert RatingChange.objects.get(pk=kept.pk).reason == kept.reason


def test_the_first_rating_locks_the_rules_of_its_period(world: World) -> None:
    evaluation = rate(world)
    world.cycle.refresh_from_db()
    assert world.cycle.rules_locked_at is not None
    assert evaluation.period.rule_lock.ruleset_hash == evaluation.ruleset_hash
    with pytest.raises(IntegrityError), transaction.atomic():
        type(world.cycle).objects.update(ruleset="performance-2030")
    other = open_evaluation(world, "peer")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=other.pk).update(state="rated", ruleset=evaluation.ruleset, ruleset_hash="f" * 64)


def test_a_rule_text_that_changed_meanwhile_is_refused_in_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from prestasi.performance import mapping

    rate(world)
    decide = mapping.decide
    monkeypatch.setattr(mapping, "decide", lambda **given: replace(decide(**given), ruleset_hash="f" * 64))
    with pytest.raises(Closed, match="terkunci"):
        rate(world, who="peer")
