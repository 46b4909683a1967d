"""Replaying a period: the past under the rules in force, stopped and resumed, never touching a result."""

from __future__ import annotations

import pytest

from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.fairness.actions import simulations as actions
from prestasi.fairness.mapping import Draft, draft_hash
from prestasi.fairness.models import Simulation
from prestasi.performance.models import Evaluation, Period
from tests.world import World, open_evaluation

YEAR = 5
RATINGS = {"superior": (2, 2), "employee": (1, 1), "peer": (3, 2), "stranger": (2, 1), "analyst": (2, 1)}
PREDICATES = {"superior": 2, "employee": 1, "peer": 3, "stranger": 2, "analyst": 2}


@pytest.fixture
def rated(world: World) -> World:
    Period.objects.filter(pk=world.periods[YEAR].pk).update(state="open")
    for who, (result, behaviour) in RATINGS.items():
        evaluation = open_evaluation(world, who, YEAR)
        evaluation.items.update(rating=result, achievement_bp={1: 12_000, 2: 10_000, 3: 8_000}[result])
        Evaluation.objects.filter(pk=evaluation.pk).update(
            state="rated", result_rating=result, behaviour_rating=behaviour, behaviour_items=[behaviour] * 7,
            predicate=PREDICATES[who], is_unit_head=False,
        )  # fmt: skip
    return world


def started(world: World, draft: Draft) -> int:
    receipt = actions.start_simulation(
        by=world.actor("analyst"), period_id=world.periods[YEAR].pk, title="uji", draft=draft
    )
    return int(receipt.object_id or 0)


def done(world: World, draft: Draft) -> Simulation:
    number = started(world, draft)
    assert actions.run_simulation(number)
    return Simulation.objects.get(pk=number)


def test_the_same_rules_give_the_past(rated: World) -> None:
    found = done(rated, Draft())
    assert found.changes.count() == 0
    assert found.result["before"] == found.result["after"] == {"1": 1, "2": 3, "3": 1}


@pytest.mark.parametrize("basis", ["items", "achievement"])
def test_other_ways_to_the_same_ratings_change_nobody(rated: World, basis: str) -> None:
    assert done(rated, Draft(basis=basis)).changes.count() == 0


def test_a_changed_cell_moves_those_who_stand_in_it(rated: World) -> None:
    found = done(rated, Draft(cells={"SESUAI/DI_ATAS": "SANGAT_BAIK"}))
    moved = {(c.person_id, c.before, c.after) for c in found.changes.all()}
    assert moved == {(rated.people[who].pk, 2, 1) for who in ("stranger", "analyst")}
    assert found.result["after"] == {"1": 3, "2": 1, "3": 1}


def test_nothing_in_the_period_is_touched(rated: World) -> None:
    before = list(Evaluation.objects.order_by("pk").values())
    done(rated, Draft(basis="achievement", above_from=9_000, below_under=5_000))
    assert list(Evaluation.objects.order_by("pk").values()) == before


def test_groups_that_are_small_are_hidden(rated: World) -> None:
    groups = done(rated, Draft(cells={"SESUAI/DI_ATAS": "SANGAT_BAIK"})).result["groups"]
    assert all(row["is_hidden"] and "n" not in row for row in groups["sex"])


def test_stopped_and_resumed_it_ends_with_the_same_hash(rated: World) -> None:
    whole = done(rated, Draft(most_very_good=0))
    number = started(rated, Draft(most_very_good=0))
    actions._step(number, 1)
    actions.cancel_simulation(by=rated.actor("analyst"), simulation_id=number)
    assert not actions.run_simulation(number, 1)
    actions.resume_simulation(by=rated.actor("analyst"), simulation_id=number)
    assert actions.run_simulation(number, 1)
    assert actions.run_simulation(number)
    again = Simulation.objects.get(pk=number)
    assert (again.done, again.result) == (whole.done, whole.result)
    kept = [set(s.changes.values_list("evaluation", "before", "after")) for s in (whole, again)]
    assert kept[0] == kept[1]


def test_a_draft_has_a_hash_of_its_own() -> None:
    drafts = [Draft(), Draft(majority_of=3), Draft(most_very_good=20), Draft(cells={"SESUAI/DI_ATAS": "SANGAT_BAIK"})]
    assert len({draft_hash(draft) for draft in drafts}) == 4


def test_only_an_analyst_starts_and_stops(rated: World) -> None:
    for who in ("auditor", "admin", "employee", "head"):
        with pytest.raises((NotAllowed, NotVisible)):
            actions.start_simulation(by=rated.actor(who), period_id=rated.periods[YEAR].pk, title="uji", draft=Draft())
    number = started(rated, Draft())
    with pytest.raises(NotAllowed):
        actions.cancel_simulation(by=rated.actor("auditor"), simulation_id=number)
    with pytest.raises(NotVisible):
        actions.cancel_simulation(by=rated.actor("employee"), simulation_id=number)


def test_what_is_done_is_neither_stopped_nor_resumed(rated: World) -> None:
    number = done(rated, Draft()).pk
    for act in (actions.cancel_simulation, actions.resume_simulation):
        with pytest.raises(Closed):
            act(by=rated.actor("analyst"), simulation_id=number)


def test_limits_that_cross_are_refused(rated: World) -> None:
    with pytest.raises(Invalid):
        started(rated, Draft(basis="achievement", above_from=8_000, below_under=9_000))
