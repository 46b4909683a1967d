"""The yearly close: what it computes, that it can be resumed and repeated, and what it refuses."""

from __future__ import annotations

import pytest

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, NotVisible
from prestasi.performance import mapping
from prestasi.performance.actions import close_year as closing
from prestasi.performance.models import CloseRun, Evaluation, Period, Plan
from tests.fair import signed_report
from tests.world import World, open_evaluation

YEAR = 5
RATINGS = {"head": (None, 1), "superior": (2, 2), "employee": (1, 1), "peer": (3, 2), "stranger": (2, 3)}


@pytest.fixture
def rated(world: World) -> World:
    """Everybody below the regent rated for the year; the head follows the unit's achievement."""
    Period.objects.filter(pk=world.periods[YEAR].pk).update(state="open")
    for who, (result, behaviour) in RATINGS.items():
        evaluation = open_evaluation(world, who, YEAR, "ISTIMEWA" if who == "head" else "BAIK")
        evaluation.items.update(rating=result or 2)
        Evaluation.objects.filter(pk=evaluation.pk).update(
            state="rated", result_rating=result, behaviour_rating=behaviour, behaviour_items=[behaviour] * 7
        )
    Evaluation.objects.filter(plan=world.plans["superior"]).update(is_unit_head=False)
    signed_report(world, YEAR)
    return world


def predicates(world: World) -> dict[str, int | None]:
    stored = dict(Evaluation.objects.filter(period=world.periods[YEAR]).values_list("person", "predicate"))
    return {who: stored[world.people[who].pk] for who in RATINGS}


def test_everybody_gets_the_predicate_of_the_law(rated: World) -> None:
    summary = closing.close_year(2026)
    assert predicates(rated) == {"head": 1, "superior": 2, "employee": 1, "peer": 3, "stranger": 4}
    assert (summary.read, summary.written, summary.differences) == (5, 5, [])


def test_batch_and_page_keep_the_same_steps(rated: World) -> None:
    closing.close_year(2026)
    stored = Evaluation.objects.get(period=rated.periods[YEAR], person=rated.people["employee"])
    decision = mapping.decide(
        is_unit_head=False, unit_achievement="BAIK", result=1, behaviour=1, on=rated.periods[YEAR].ends_on
    )
    assert (stored.ruleset, stored.ruleset_hash) == (decision.ruleset, decision.ruleset_hash)
    assert stored.steps is not None
    assert stored.steps[decision.ruleset] == decision.steps[decision.ruleset]
    assert mapping.explain(stored.steps, "predicate") is not None
    assert (stored.result_suggested, stored.behaviour_suggested) == (1, 1)


def test_closing_closes_period_plans_and_year_with_one_event(rated: World) -> None:
    summary = closing.close_year(2026)
    assert set(Period.objects.values_list("state", flat=True)) == {"closed"}
    assert set(Plan.objects.values_list("state", flat=True)) == {"closed"}
    event = Event.objects.get(kind="year.closed")
    assert event.payload["results_sha256"] == summary.results_sha256
    assert summary.receipt is not None and summary.receipt.number == event.number


def test_again_on_a_closed_year_compares_and_changes_nothing(rated: World) -> None:
    first = closing.close_year(2026)
    versions = dict(Evaluation.objects.values_list("pk", "lock_version"))
    again = closing.close_year(2026)
    assert again.was_closed
    assert (again.differences, again.written, again.results_sha256) == ([], 0, first.results_sha256)
    assert dict(Evaluation.objects.values_list("pk", "lock_version")) == versions
    assert Event.objects.filter(kind="year.closed").count() == 1


def test_a_killed_run_goes_on_where_it_stopped(rated: World) -> None:
    whole = closing.close_year(2026, chunk=2, close=False)
    CloseRun.objects.all().delete()
    Evaluation.objects.update(predicate=None, steps=None)
    seen: list[int] = []

    def die(done: int, total: int) -> None:
        seen.append(done)
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        closing.close_year(2026, chunk=2, progress=die)
    assert CloseRun.objects.get(state="running").counts["read"] == 2
    closing.close_year(2026, chunk=2, close=False, progress=lambda done, total: seen.append(done))
    resumed = CloseRun.objects.get(state="running")
    assert seen == [2, 4, 4, 5]
    assert resumed.results_sha256 == whole.results_sha256
    assert predicates(rated)["employee"] == 1


def test_unrated_people_keep_the_year_open(rated: World) -> None:
    Evaluation.objects.filter(person=rated.people["peer"]).update(result_rating=None)
    with pytest.raises(Closed, match="1 evaluasi belum dinilai"):
        closing.close_year(2026)
    assert Period.objects.get(pk=rated.periods[YEAR].pk).state == "open"
    assert predicates(rated)["employee"] == 1


def test_a_decided_predicate_is_reported_never_overwritten(rated: World) -> None:
    Evaluation.objects.filter(person=rated.people["employee"]).update(predicate=5)
    with pytest.raises(Closed, match="1 predikat tersimpan berbeda"):
        closing.close_year(2026)
    assert predicates(rated)["employee"] == 5


def test_unknown_year(world: World) -> None:
    with pytest.raises(NotVisible):
        closing.close_year(1999)
