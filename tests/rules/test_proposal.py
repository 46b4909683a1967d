"""The least change that fits a distribution pattern, checked against trying everything."""

from itertools import product

import pytest

from prestasi_rules import RuleInputError
from prestasi_rules.performance.distribution import DISTRIBUTION_2023
from prestasi_rules.performance.proposal import CODES, demands, distribution_proposal
from prestasi_rules.rows import compute

P = DISTRIBUTION_2023.parameters_under({})


def counts(*people: int) -> dict[str, int]:
    return dict(zip(CODES, people, strict=True))


def compositions(total: int) -> list[tuple[int, ...]]:
    return [people for people in product(range(total + 1), repeat=5) if sum(people) == total]


def steps_between(before: tuple[int, ...], after: tuple[int, ...]) -> int:
    """People sorted by predicate pair up without crossing: the least number of single steps."""
    running = [sum(before[: i + 1]) - sum(after[: i + 1]) for i in range(5)]
    return sum(abs(value) for value in running)


def test_a_unit_that_fits_is_left_alone() -> None:
    proposal = distribution_proposal("BAIK", counts(4, 14, 1, 1, 0))
    assert (proposal.status, proposal.moves, proposal.steps) == ("fits", (), 0)


def test_one_person_too_many() -> None:
    proposal = distribution_proposal("BAIK", counts(3, 7, 0, 0, 0))
    assert proposal.status == "proposed"
    assert proposal.steps == 1
    assert [(m.people, m.origin, m.target) for m in proposal.moves] == [(1, "BAIK", "BUTUH_PERBAIKAN")]
    assert not proposal.is_advice_only


@pytest.mark.parametrize("achievement", ["ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"])
def test_the_least_change_equals_the_best_of_all_compositions(achievement: str) -> None:
    before = (3, 4, 1, 0, 0)
    fitting = [after for after in compositions(8) if all(demand.holds(after) for demand in demands(achievement, 8, P))]
    best = min(steps_between(before, after) for after in fitting)
    proposal = distribution_proposal(achievement, counts(*before), max_steps=4)
    assert proposal.steps == best
    assert proposal.is_advice_only


@pytest.mark.parametrize("total", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("achievement", ["ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"])
def test_impossible_means_that_no_composition_fits(achievement: str, total: int) -> None:
    wanted = demands(achievement, total, P)
    possible = any(all(demand.holds(people) for demand in wanted) for people in compositions(total))
    proposal = distribution_proposal(achievement, counts(0, total, 0, 0, 0), max_steps=4)
    assert (proposal.status == "impossible") == (not possible)
    if not possible:
        left = [demand for demand in wanted if demand.code in proposal.conflict]
        assert not any(all(demand.holds(people) for demand in left) for people in compositions(total))


def test_a_unit_of_one_cannot_be_outstanding() -> None:
    proposal = distribution_proposal("ISTIMEWA", counts(1, 0, 0, 0, 0))
    assert proposal.status == "impossible"
    assert proposal.conflict == ("sangat_baik_over_most", "sangat_baik_not_largest")


def test_one_step_may_not_be_enough() -> None:
    proposal = distribution_proposal("SANGAT_KURANG", counts(10, 0, 0, 0, 0))
    assert proposal.status == "needs_more_steps"


@pytest.mark.parametrize("achievement", ["ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"])
def test_demands_and_warnings_are_the_same_rule(achievement: str) -> None:
    rows = [
        {"unit_achievement": achievement} | {f"count_{c.lower()}": n for c, n in zip(CODES, people, strict=True)}
        for people in compositions(6)
    ]
    for row, result in zip(rows, compute(rows, DISTRIBUTION_2023), strict=True):
        people = [int(row[f"count_{code.lower()}"]) for code in CODES]
        failed = {demand.code for demand in demands(achievement, 6, P) if not demand.holds(people)}
        assert set(result["warnings"]) == failed, row


def test_unknown_predicates_and_negative_counts_are_refused() -> None:
    with pytest.raises(RuleInputError, match="CUKUP"):
        distribution_proposal("BAIK", {"CUKUP": 1})
    with pytest.raises(RuleInputError, match="BAIK"):
        distribution_proposal("BAIK", {"BAIK": -1})
    with pytest.raises(RuleInputError, match="LUAR_BIASA"):
        distribution_proposal("LUAR_BIASA", {"BAIK": 1})
