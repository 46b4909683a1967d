"""Sensitivity of a ranking, the way up, and what the talent rules refuse."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from prestasi_rules import RuleInputError, compute, get
from prestasi_rules.examples import examples
from prestasi_rules.talent.sensitivity import first_k_shares, ranking, weight_intervals
from prestasi_rules.talent.way_up import smallest_changes
from prestasi_rules.weights import hundred

WEIGHTS = {"track": 20, "competence": 25, "paper": 20, "interview": 35}
SCORES = {
    "A": {"track": 82, "competence": 78, "paper": 80, "interview": 84},
    "B": {"track": 88, "competence": 74, "paper": 76, "interview": 82},
    "C": {"track": 75, "competence": 85, "paper": 83, "interview": 80},
    "D": {"track": 80, "competence": 80, "paper": 70, "interview": 86},
}


def full_score(**changes: Any) -> dict[str, Any]:
    return dict(examples("talent-2020-direct")[0].given[0]) | changes


def test_e18_weights_that_do_not_sum_are_refused_and_the_sum_is_named() -> None:
    with pytest.raises(RuleInputError, match="105"):
        hundred("y_weights", {"main": 60, "award": 15, "team": 15, "feedback": 15})
    wrong = get("talent-bkn-411-2025-a").adapted(y_weights={"main": 60, "award": 15, "team": 15, "feedback": 15})
    with pytest.raises(RuleInputError, match="105"):
        compute([full_score()], wrong)


def test_axis_weights_of_an_agency_change_the_hash() -> None:
    own = get("talent-2020-direct").adapted(value_weights={"Y": 40, "X": 60})
    assert own.hash != get("talent-2020-direct").hash
    [result] = compute([full_score()], own)
    assert result["talent_value"] == Decimal("91.99")


def moved(component: str, weight: Fraction) -> dict[str, Fraction]:
    rest = 100 - WEIGHTS[component]
    return {
        name: weight if name == component else (100 - weight) * Fraction(old, rest) for name, old in WEIGHTS.items()
    }


def order_with(weights: dict[str, Fraction]) -> list[str]:
    value = {name: sum(row[part] * weights[part] for part in weights) for name, row in SCORES.items()}
    return sorted(SCORES, key=lambda name: -value[name])


@pytest.mark.parametrize("first", [None, 1, 3])
def test_the_order_holds_inside_the_interval_and_breaks_just_outside(first: int | None) -> None:
    base = list(ranking(SCORES, WEIGHTS))
    watched = base if first is None else set(base[:first])
    step = Fraction(1, 10**6)
    for interval in weight_intervals(SCORES, WEIGHTS, first=first):
        assert interval.low <= interval.now <= interval.high
        for end, sign, pair in ((interval.low, -1, interval.low_pair), (interval.high, 1, interval.high_pair)):
            inside = order_with(moved(interval.component, end - sign * step))
            assert (inside if first is None else set(inside[:first])) == watched
            if pair is not None:
                outside = order_with(moved(interval.component, end + sign * step))
                assert outside.index(pair[1]) < outside.index(pair[0])


def test_shares_of_the_first_three_under_drawn_weights() -> None:
    shares = first_k_shares(SCORES, WEIGHTS, first=3, samples=400, seed=7)
    assert shares == first_k_shares(SCORES, WEIGHTS, first=3, samples=400, seed=7)
    assert all(0 <= share <= 1 for share in shares.values())
    assert sum(shares.values()) >= 3
    assert first_k_shares(SCORES, WEIGHTS, first=4, samples=10, seed=1) == dict.fromkeys(SCORES, Fraction(1))


def test_a_dominated_candidate_is_never_first() -> None:
    scores = {"best": dict.fromkeys(WEIGHTS, 90), "worst": dict.fromkeys(WEIGHTS, 50)}
    assert first_k_shares(scores, WEIGHTS, first=1, samples=50, seed=Random(1).randint(0, 9))["worst"] == 0
    assert all(interval.low == 0 and interval.high == 100 for interval in weight_intervals(scores, WEIGHTS))


def test_missing_component_is_named() -> None:
    with pytest.raises(RuleInputError, match="paper"):
        ranking({"A": {"track": 1, "competence": 1, "interview": 1}}, WEIGHTS)


def test_each_smallest_way_changes_one_input() -> None:
    row = full_score(predicate="BAIK", award=Decimal(0), team_role=Decimal(0), feedback=Decimal(85))
    ways = smallest_changes(
        row,
        get("talent-bkn-411-2025-b"),
        admissible={"award": [50, 70, 85, 100], "team_role": [50, 70, 85, 100], "feedback": [100]},
        reached=lambda result: result["y_status"] == "DI_ATAS",
    )
    assert [{change.name: change.after for change in way.changes} for way in ways] == [{"award": 85}, {"team_role": 85}]
    assert all(way.result["y_status"] == "DI_ATAS" for way in ways)


def test_one_changed_input_is_enough_and_the_nearest_value_is_told() -> None:
    row = full_score(assessment=Decimal(40), learning=Decimal(50))
    assert compute([row], get("talent-2020-direct"))[0]["x_level"] == "MENENGAH"
    ways = smallest_changes(
        row,
        get("talent-2020-direct"),
        admissible={"assessment": [68, 80, 90], "learning": [100]},
        reached=lambda result: result["box"] == 9,
    )
    assert [(way.changes[0].name, way.changes[0].after) for way in ways] == [("assessment", 68), ("learning", 100)]


def test_nothing_to_change_when_reached_and_nothing_found_when_out_of_reach() -> None:
    row = full_score()
    rules = get("talent-2020-direct")
    [way] = smallest_changes(row, rules, admissible={"award": [100]}, reached=lambda result: result["box"] == 9)
    assert way.changes == ()
    assert not smallest_changes(row, rules, admissible={"award": [100]}, reached=lambda result: result["box"] == 1)


@pytest.mark.parametrize("name", ["birth_on", "sex", "integrity", "session_on", "rank"])
def test_nobody_is_asked_to_change_age_sex_record_or_the_session(name: str) -> None:
    with pytest.raises(RuleInputError, match=name):
        smallest_changes(full_score(), get("talent-2020-direct"), admissible={name: [1]}, reached=lambda result: True)
