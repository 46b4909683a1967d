"""Fair raters against known truth: error of ranks, types recovered, coverage; writes docs/evidence/fair-raters.md."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.fair_predicates import predicate_lines
from benchmarks.fair_world import Simulated, simulate
from benchmarks.ranks import ranks_apart
from prestasi_rules.fairness.raters import METHOD, Habits, habits

PAGE = Path(__file__).parents[1] / "docs" / "evidence" / "fair-raters.md"
SEEDS = range(101, 131)  # none of those the limits were chosen on
MOVING = (0.0, 0.01, 0.02, 0.04, 0.08)
FOUND = {"lenient": "lenient", "strict": "strict", "central": "central", "halo": "halo_like", "noisy": "noisy"}


def main() -> None:
    """About a minute."""
    lines = [HEAD.format(method=METHOD, seeds=len(SEEDS)), *_moves(), *_types(), *_large(), *predicate_lines()]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {PAGE}")


HEAD = """# Fair raters: what the correction is worth

`python -m benchmarks fairness` · method `{method}` ([explained here](../explanation/fair-raters.md)).
Simulated agencies of 200 raters with 12 people each and six periods; {seeds} agencies a line. Raters are 60 % ordinary
(strictness varying), the others lenient, strict, central, halo or noisy. Limits were chosen on other random seeds.
"""


def _error(world: Simulated, found: Habits) -> tuple[float, float, float]:
    """Mean distance of ranks from the true ranks in percent of the list: raw, corrected; share of raters compared."""
    each = found.evaluations.group_by("person").agg(pl.col("score").mean(), pl.col("corrected").mean())
    each = each.drop_nulls().sort("person")
    compared = found.raters["leniency"].is_not_null().mean()
    truth = np.array([world.quality_of[person] for person in each["person"]])
    return (*(ranks_apart(each[name].to_numpy(), truth) for name in ("score", "corrected")), float(compared or 0))


def _moves() -> list[str]:
    lines = [
        "## Error of ranks",
        "",
        "| People who change rater each period | Raters compared | Raw | Corrected | Less |",
    ]
    lines.append("|---|---|---|---|---|")
    for moving in MOVING:
        seen = [_error(world, habits(world.read)) for world in (simulate(moving=moving, seed=seed) for seed in SEEDS)]
        raw, corrected, compared = np.array(seen).mean(axis=0)
        if np.isnan(raw):
            lines.append(f"| {moving:.0%} | none: refused | | | |")
            continue
        lines.append(f"| {moving:.0%} | {compared:.0%} | {raw:.1f} % | {corrected:.1f} % | {1 - corrected / raw:.0%} |")
    return [
        *lines,
        "",
        "Error: mean distance of a person's rank from the true rank, in percent of the list's length.",
        "",
    ]


def _types() -> list[str]:
    counts: dict[str, list[int]] = {kind: [0, 0] for kind in FOUND}
    accused = dict.fromkeys(FOUND, 0)
    ordinary = 0
    for seed in SEEDS:
        world = simulate(moving=0.04, seed=seed)
        for row in habits(world.read).raters.to_dicts():
            kind, said = world.type_of[row["rater"]], row["findings"].split()
            ordinary += kind == "ordinary"
            if kind in counts:
                counts[kind][0] += FOUND[kind] in said
                counts[kind][1] += 1
            for name, code in FOUND.items():
                accused[name] += kind == "ordinary" and code in said and _is_wrong(code, world.shift_of[row["rater"]])
    lines = [
        "## Types recovered (4 % change rater)",
        "",
        "| Type | Found | Ordinary raters wrongly so called |",
        "|---|---|---|",
    ]
    lines += [
        f"| {kind} | {hit / n:.0%} of {n} | {accused[kind] / ordinary:.1%} |" for kind, (hit, n) in counts.items()
    ]
    said = "An ordinary rater called lenient is wrong when the true shift is not above nought; strict likewise."
    return [*lines, "", said, ""]


def _is_wrong(code: str, shift: float) -> bool:
    return (code == "lenient" and shift <= 0) or (code == "strict" and shift >= 0) or code not in ("lenient", "strict")


def _large() -> list[str]:
    world = simulate(raters=8_000, team=12, periods=8, seed=7)
    start = time.process_time()
    habits(world.read)
    spent = time.process_time() - start
    return ["## Time", "", f"{world.read.height:,} evaluations of 8,000 raters in {spent:.1f} s of processor time.", ""]


if __name__ == "__main__":
    main()
