"""The ordinal model of predicates against known truth, beside the linear one on the same predicates."""

from __future__ import annotations

import time

import numpy as np
import polars as pl

from benchmarks.predicate_world import SPREADS, Predicates, simulate_predicates
from benchmarks.ranks import ranks_apart
from prestasi_rules.fairness.leniency import cells, centred, leniency, variances
from prestasi_rules.fairness.ordinal import METHOD, ordinal

SEEDS = range(201, 211)
MOVING = (0.0, 0.01, 0.02, 0.04, 0.08)
HEAD = f"""## Predicates: the ordinal model beside the linear one

Method `{METHOD}`: cumulative logit with effects of rater, person and the person's first team. Agencies of 200 raters,
12 people each, six periods, one of five predicates a period (most people *baik*); {len(SEEDS)} agencies a line. Both
models read the same predicates, the linear one as 100, 50, 0, -50, -100. True spreads: rater {SPREADS["rater"]}, team
{SPREADS["team"]}, person {SPREADS["person"]} on the logit scale.

| Change rater each period | Rank error raw | Linear | Ordinal | Bias of shifts | 95 % intervals hold | Spread found |
|---|---|---|---|---|---|---|"""


def predicate_lines() -> list[str]:
    """The section for the page."""
    lines = [HEAD]
    for moving in MOVING:
        seen = [_measured(simulate_predicates(moving=moving, seed=seed)) for seed in SEEDS]
        if any(not row for row in seen):
            lines.append(f"| {moving:.0%} | refused: nobody is compared | | | | | |")
            continue
        raw, linear, found, bias, held, spread = np.array(seen).mean(axis=0)
        lines.append(
            f"| {moving:.0%} | {raw:.1f} % | {linear:.1f} % | {found:.1f} % | {bias:+.2f} | {held:.0%} | {spread:.2f} |"
        )
    return [*lines, "", SAID, "", _large(), ""]


SAID = (
    "Rank error is over the people of connected raters, over all periods. Bias: mean of estimate less truth (the level "
    "of one agency's raters is itself not known, so it differs from nought by chance from agency to agency). Spread "
    "found: estimated standard deviation of raters; the curvature at the mode makes it a little small."
)


def _measured(world: Predicates) -> list[float]:
    """Rank errors raw, linear and ordinal, bias, share of intervals that hold the truth, spread of raters found."""
    found = ordinal(world.read)
    if found.refused:
        return []
    people = found.people.join(_linear(world), on="person")
    truth = world.quality[people["person"].to_numpy()]
    errors = [ranks_apart(sign * people[name].to_numpy(), truth) for name, sign in (
        ("raw", -1), ("linear", 1), ("corrected", 1))]  # fmt: skip
    raters = found.raters
    shift = world.shift[raters["rater"].to_numpy()]
    held = (raters["shift_low"].to_numpy() <= shift) & (shift <= raters["shift_high"].to_numpy())
    bias = float((raters["shift"].to_numpy() - shift).mean())
    return [*errors, bias, float(held.mean()), found.variances["rater"] ** 0.5]


def _linear(world: Predicates) -> pl.DataFrame:
    """Mean corrected score of each person under the linear model."""
    scores = centred(world.read.with_columns(score=(3 - pl.col("predicate")) * 50.0))
    cell = cells(scores)
    shift = leniency(cell, variances(cell)).select("rater", "leniency")
    fair = scores.join(shift, on="rater", how="left").with_columns(
        fair=pl.col("score") - pl.col("leniency").fill_null(0)
    )
    return fair.group_by("person").agg(linear=pl.col("fair").mean())


def _large() -> str:
    world = simulate_predicates(raters=1_500, team=9, periods=8, seed=7)
    start = time.process_time()
    ordinal(world.read)
    spent = time.process_time() - start
    return f"{world.read.height:,} predicates of 1,500 raters took {spent:.0f} s of processor time."
