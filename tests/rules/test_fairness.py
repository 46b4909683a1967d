"""Fair raters and gaps between groups: worked examples, and known truth recovered."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from benchmarks.fair_world import simulate
from benchmarks.predicate_world import simulate_predicates
from prestasi_rules.fairness.gaps import gaps
from prestasi_rules.fairness.leniency import cells, leniency, variances
from prestasi_rules.fairness.links import components
from prestasi_rules.fairness.ordinal import ordinal
from prestasi_rules.fairness.raters import habits
from prestasi_rules.fairness.scores import SCHEMA, scored
from prestasi_rules.fairness.variance import shrunk


def evaluation(number: int, rater: int, person: int, result: str, behaviour: str, period: int = 1) -> dict[str, int]:
    """Ratings as letters: a above, m as expected, b below."""
    row = {"evaluation": number, "period": period, "rater": rater, "person": person}
    for group, letters in (("result", result), ("behaviour", behaviour)):
        row |= {f"{group}_{word}": letters.count(word[0]) for word in ("above", "meets", "below")}
    return row


def test_raters_are_connected_through_people_and_through_other_raters() -> None:
    assert components([(1, 10), (2, 10), (2, 11), (3, 11), (4, 12)]) == {1: 1, 2: 1, 3: 1, 4: 4}


def test_a_score_is_the_mean_of_both_halves() -> None:
    read = pl.DataFrame([evaluation(1, 1, 1, "aamb", "mmmmmmm"), evaluation(2, 1, 2, "aa", "")], schema=SCHEMA)
    assert scored(read)["score"].to_list() == [12.5, 100.0]


def test_ratings_inside_an_evaluation_are_compared_with_their_own_half() -> None:
    [row] = scored(pl.DataFrame([evaluation(1, 1, 1, "ab", "mmm")], schema=SCHEMA)).to_dicts()
    assert (row["inside_ss"], row["inside_df"]) == (20_000.0, 3)


def test_an_evaluation_without_ratings_says_nothing() -> None:
    assert scored(pl.DataFrame([evaluation(1, 1, 1, "", "")], schema=SCHEMA)).is_empty()


def test_a_rater_who_gives_everybody_the_same_is_pulled_towards_the_usual_but_not_to_it() -> None:
    usual = [{"rater": i, "ss": 90.0 + i, "df": 10} for i in range(20)]
    found = shrunk(pl.DataFrame([*usual, {"rater": 99, "ss": 0.0, "df": 10}]), "spread")
    flat = found.filter(pl.col("rater") == 99).row(0, named=True)
    assert 0 < flat["spread"] < 1
    assert flat["spread_low"] < flat["spread"] < flat["spread_high"]


def test_nine_raters_are_too_few_to_say_what_is_usual() -> None:
    found = shrunk(pl.DataFrame([{"rater": i, "ss": 90.0, "df": 10} for i in range(9)]), "spread")
    assert found["spread"].null_count() == 9


def test_without_moves_nobody_is_compared_with_anybody() -> None:
    found = habits(simulate(raters=30, moving=0).read)
    assert found.raters["component"].null_count() == 30
    assert found.raters["leniency"].null_count() == 30
    assert found.evaluations["corrected"].null_count() == found.evaluations.height
    assert not found.variances.is_known


def test_raw_scores_stay_beside_the_corrected_ones() -> None:
    found = habits(simulate(raters=60).read)
    both = found.evaluations.join(found.raters.select("rater", "leniency"), on="rater").drop_nulls("corrected")
    apart = (both["score"] - both["corrected"] - both["leniency"]).abs()
    assert apart.is_between(0, 1).all()  # each rounded to a tenth


def test_the_correction_lowers_the_error_of_ranks() -> None:
    world = simulate(raters=120, seed=11)
    found = habits(world.read).evaluations.group_by("person").agg(pl.col("score").mean(), pl.col("corrected").mean())
    known = found.drop_nulls().sort("person")
    truth = np.array([world.quality_of[p] for p in known["person"]])
    assert _rank_error(known["corrected"].to_numpy(), truth) < 0.8 * _rank_error(known["score"].to_numpy(), truth)


def _rank_error(found: np.ndarray, truth: np.ndarray) -> float:
    ranks = [np.argsort(np.argsort(values)) for values in (found, truth)]
    return float(np.abs(ranks[0] - ranks[1]).mean() / len(truth))


@pytest.mark.parametrize(
    ("kind", "finding", "least"),
    [("lenient", "lenient", 0.8), ("strict", "strict", 0.8), ("central", "central", 0.9), ("halo", "halo_like", 0.9),
     ("noisy", "noisy", 0.9)],
)  # fmt: skip
def test_known_types_are_recovered(kind: str, finding: str, least: float) -> None:
    world = simulate(raters=200, seed=21)
    found = {row["rater"]: row["findings"].split() for row in habits(world.read).raters.to_dicts()}
    of_type = [rater for rater, name in world.type_of.items() if name == kind]
    assert sum(finding in found[rater] for rater in of_type) >= least * len(of_type)


def test_ordinary_raters_are_rarely_accused() -> None:
    world = simulate(raters=200, seed=22)
    found = habits(world.read).raters.to_dicts()
    plain = [row for row in found if world.type_of[row["rater"]] == "ordinary"]
    wrong = [row for row in plain if set(row["findings"].split()) & {"central", "halo_like", "noisy"}]
    turned = [r for r in plain if "lenient" in r["findings"].split() and world.shift_of[r["rater"]] < 0]
    assert len(wrong) <= 0.03 * len(plain)
    assert len(turned) <= 0.03 * len(plain)


def test_intervals_of_leniency_hold_what_they_promise() -> None:
    """95 percent intervals on scores that follow the model, 40 connected raters, 30 draws."""
    inside = total = 0
    for seed in range(30):
        cell, true = _modelled(seed)
        found = leniency(cell, variances(cell))
        for rater, low, high in found.select("rater", "leniency_low", "leniency_high").iter_rows():
            inside += low <= true[rater] <= high
            total += 1
    assert total > 1000
    assert inside / total > 0.9


def _modelled(seed: int) -> tuple[pl.DataFrame, np.ndarray]:
    random = np.random.default_rng(seed)
    raters, team = 40, 10
    true = 20 * random.standard_normal(raters)
    home = np.repeat(np.arange(raters), team)
    quality = 8 * random.standard_normal(raters)[home] + 30 * random.standard_normal(len(home))
    first = np.ones((len(home), 2)) * home[:, None]
    moved = random.random(len(home)) < 0.15
    first[moved, 1] = random.integers(0, raters, moved.sum())
    rows = [
        {"component": 0, "rater": int(r), "person": i, "y": quality[i] + true[int(r)] + 15 * random.standard_normal()}
        for i in range(len(home)) for r in (*first[i], first[i, 1])
    ]  # fmt: skip
    frame = pl.DataFrame(rows).with_columns(pl.col("y") - pl.col("y").mean())
    return cells(frame), true - true.mean()


def people(group: str, n: int, hits: int, stratum: str = "x") -> list[dict[str, object]]:
    return [{"group": group, "hit": i < hits, "stratum": stratum} for i in range(n)]


def test_gap_against_the_rest_with_newcombes_interval() -> None:
    """Newcombe 1998, method 10: 56 of 70 against 48 of 80 is 0.20 with 0.0524 to 0.3339."""
    found = gaps(pl.DataFrame([*people("a", 70, 56), *people("b", 80, 48)])).row(0, named=True)
    assert (found["gap"], found["gap_low"], found["gap_high"]) == (200, 52, 334)


def test_like_is_compared_with_like() -> None:
    """Women work where everybody gets less: the raw gap is large, inside both offices there is none."""
    frame = [*people("f", 80, 8, "puskesmas"), *people("m", 20, 2, "puskesmas")]
    frame += [*people("f", 20, 10, "dinas"), *people("m", 80, 40, "dinas")]
    found = gaps(pl.DataFrame(frame)).row(0, named=True)
    assert (found["gap"], found["adjusted"]) == (-240, 0)
    assert found["adjusted_low"] < 0 < found["adjusted_high"]


def test_four_fifths_is_a_flag_of_large_groups() -> None:
    found = gaps(pl.DataFrame([*people("a", 100, 50), *people("b", 100, 39), *people("c", 20, 6)])).to_dicts()
    assert [(row["ratio"], row["is_flagged"]) for row in found] == [(1000, False), (780, True), (None, False)]


def test_a_small_group_is_hidden_with_a_second_one() -> None:
    found = gaps(pl.DataFrame([*people("a", 100, 50), *people("b", 40, 12), *people("c", 3, 1)])).to_dicts()
    hidden = [row for row in found if row["is_hidden"]]
    assert {row["group"] for row in hidden} == {"b", "c"}
    assert all(row[name] is None for row in hidden for name in ("n", "hits", "share", "gap", "adjusted", "compared"))


def test_nobody_gives_no_rows() -> None:
    assert gaps(pl.DataFrame(schema={"group": pl.String, "hit": pl.Boolean, "stratum": pl.String})).is_empty()


def test_agreement_is_a_share() -> None:
    var = habits(simulate(raters=60).read).variances
    assert 0 < var.agreement < 1
    assert not math.isnan(var.rater)


def test_predicates_without_a_change_of_rater_compare_nobody() -> None:
    found = ordinal(simulate_predicates(raters=30, moving=0).read)
    assert (found.refused, found.raters.height, found.usual) == ("few_links", 0, None)


def test_the_same_predicate_for_everybody_says_nothing() -> None:
    read = simulate_predicates(raters=30).read.with_columns(predicate=pl.lit(2, pl.Int64))
    assert ordinal(read).refused == "alike"


def test_shifts_of_raters_are_recovered_from_predicates_with_their_intervals() -> None:
    world = simulate_predicates(raters=80, moving=0.05, seed=11)
    found = ordinal(world.read).raters
    truth = world.shift[found["rater"].to_numpy()]
    held = ((found["shift_low"].to_numpy() <= truth) & (truth <= found["shift_high"].to_numpy())).mean()
    assert held > 0.88
    assert abs(float((found["shift"].to_numpy() - truth).mean())) < 0.25
    assert np.corrcoef(found["shift"].to_numpy(), truth)[0, 1] > 0.7
    assert (found["own_low"] <= found["own"]).all() and (found["own"] <= found["own_high"]).all()


def test_ranks_after_the_ordinal_correction_are_nearer_the_truth() -> None:
    world = simulate_predicates(raters=80, moving=0.05, seed=12)
    people = ordinal(world.read).people
    truth = world.quality[people["person"].to_numpy()]
    raw = np.corrcoef(-people["raw"].rank().to_numpy(), truth.argsort().argsort())[0, 1]
    corrected = np.corrcoef(people["corrected"].rank().to_numpy(), truth.argsort().argsort())[0, 1]
    assert corrected > raw + 0.05
