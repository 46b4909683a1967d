"""Replaying a period: the past under the rules in force, stopped and resumed, never touching a result."""

from __future__ import annotations

import pytest

from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.fairness import mapping
from prestasi.fairness.actions import simulations as actions
from prestasi.fairness.mapping import Draft, draft_hash
from prestasi.fairness.models import Simulation
from prestasi.fairness.queries import simulations as queries
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
    assert groups["sex"]
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


AMOUNT = {"jf": (1_000_000, 1_000_000), "pelaksana": (1_000_000, 1_000_000)}


def test_the_cost_is_exact_where_amounts_are(rated: World) -> None:
    """BAIK to SANGAT_BAIK costs nothing, to BUTUH_PERBAIKAN fifteen percent of twelve million less a year."""
    free = done(rated, Draft(cells={"SESUAI/DI_ATAS": "SANGAT_BAIK"}, allowance="tpp-predicate-1", amounts=AMOUNT))
    assert (free.result["cost"]["change_low"], free.result["cost"]["change_high"]) == (0, 0)
    less = done(rated, Draft(cells={"SESUAI/DI_ATAS": "BUTUH_PERBAIKAN"}, allowance="tpp-predicate-1", amounts=AMOUNT))
    cost = less.result["cost"]
    priced = priced_people(rated)
    moved = sum(who in priced for who in ("stranger", "analyst"))
    assert cost["change_low"] == cost["change_high"] == cost["after_low"] - cost["before_low"] == -1_800_000 * moved
    assert (cost["people"], cost["left_out"]) == (len(priced), 5 - len(priced))


def priced_people(world: World) -> set[str]:
    kinds = {who: world.plans[who].position.kind for who in RATINGS}
    return {who for who, kind in kinds.items() if kind in AMOUNT}


def test_a_range_bounds_every_amount_inside_it(rated: World) -> None:
    draft = Draft(
        cells={"SESUAI/DI_ATAS": "BUTUH_PERBAIKAN", "DI_BAWAH/SESUAI": "BAIK"}, allowance="tpp-predicate-1",
        amounts=dict.fromkeys(mapping.KINDS, (1_000_000, 2_000_000)),
    )  # fmt: skip
    cost = done(rated, draft).result["cost"]
    up, down = 1_800_000, 1_800_000  # fifteen percent of a year at the lowest amount
    assert (cost["change_low"], cost["change_high"]) == (up - 2 * 2 * down, 2 * up - 2 * down)
    assert cost["people"] == 5


def test_a_formula_by_result_does_not_feel_the_predicate(rated: World) -> None:
    amounts = dict.fromkeys(mapping.KINDS, (1_000_000, 1_000_000))
    draft = Draft(cells={"SESUAI/DI_ATAS": "SANGAT_KURANG"}, allowance="tpp-jakarta-2021", amounts=amounts)
    cost = done(rated, draft).result["cost"]
    assert (cost["change_low"], cost["change_high"], cost["people"]) == (0, 0, 5)
    assert 0 < cost["before_low"] == cost["after_high"] <= 5 * 12_000_000


def test_hidden_groups_have_no_cost_and_no_formula_is_said(rated: World) -> None:
    draft = Draft(cells={"SESUAI/DI_ATAS": "KURANG"}, allowance="tpp-predicate-1", amounts=AMOUNT)
    page = queries.simulation_page(rated.actor("analyst"), done(rated, draft).pk)
    assert page.cost is not None and page.cost.change.startswith("−Rp")
    assert all(group.cost == "" for _, groups in page.gains for group in groups if group.is_hidden)
    assert queries.simulation_page(rated.actor("analyst"), done(rated, Draft()).pk).cost is None


def test_a_formula_wants_amounts_that_do_not_cross(rated: World) -> None:
    for draft in (
        Draft(allowance="tpp-predicate-1"),
        Draft(allowance="tpp-elsewhere", amounts=AMOUNT),
        Draft(allowance="tpp-predicate-1", amounts={"jf": (2, 1)}),
    ):
        with pytest.raises(Invalid):
            started(rated, draft)
