"""Kebiasaan menilai: what each rater's own ratings say about leniency, spread, halo and steadiness.

Raw figures stand beside the estimates; nothing is ever written back into a rating.
"""

from dataclasses import dataclass

import polars as pl

from prestasi_rules.fairness.leniency import Variances, cells, centred, leniency, variances
from prestasi_rules.fairness.scores import GROUPS, WORDS, scored
from prestasi_rules.fairness.variance import shrunk

METHOD = "fair-raters-1"
LEAST_POINTS = 5.0
LEAST_PEOPLE = 5
HALO_UNDER = 0.75  # unity inside a person against spread between people; between the types on simulated raters
SHARES = tuple(f"share_{word}" for word in WORDS)
TENTHS = ("mean", "leniency", "leniency_low", "leniency_high", "shared_gap")
HUNDREDTHS = (
    "reliability", *SHARES, *(f"{name}{end}" for name in ("spread", "halo", "noise") for end in ("", "_low", "_high"))
)  # fmt: skip
FLAGS = ("lenient", "strict", "central", "halo_like", "noisy")


@dataclass(frozen=True, slots=True)
class Habits:
    """``raters``: one row each, see `habits`; ``evaluations``: score and corrected score side by side, in tenths."""

    raters: pl.DataFrame
    evaluations: pl.DataFrame
    variances: Variances


def habits(read: pl.DataFrame) -> Habits:
    """From evaluations (columns ``scores.SCHEMA``), in one pass over all raters of an agency.

    ``raters`` has: rater, component (null: connected with nobody), evaluations, people, the raw shares, mean and
    estimates. Points are in tenths (leniency 123 = 12.3 points of -100..100), shares, reliability and ratios to the
    usual spread (``spread`` between people, ``halo`` between the ratings of one person, ``noise`` between periods of
    one person) in hundredths (100 = as usual), each with a 95 percent interval ``_low``/``_high``. ``findings`` lists
    of `FLAGS` those that the interval supports.
    """
    scores = centred(scored(read))
    cell = cells(scores)
    var = variances(cell)
    found = _raw(scores)
    for part in (leniency(cell, var), *_spreads(scores)):
        found = found.join(part, on="rater", how="left")
    found = found.with_columns(findings=_findings())
    return Habits(_whole(found).sort("rater"), _corrected(scores, found), var)


def _raw(scores: pl.DataFrame) -> pl.DataFrame:
    counts = {word: pl.sum_horizontal(f"{group}_{word}" for group in GROUPS) for word in WORDS}
    whole = pl.sum_horizontal(f"{group}_{word}" for group in GROUPS for word in WORDS)
    return scores.group_by("rater").agg(
        pl.col("component").first(),
        pl.len().alias("evaluations"),
        pl.col("person").n_unique().alias("people"),
        pl.col("score").mean().alias("mean"),
        *((counts[word].sum() / whole.sum()).alias(f"share_{word}") for word in WORDS),
    )


def _spreads(scores: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """Between people (whole scores by period), between the ratings of one person, between periods of one person."""
    score = pl.col("score") - pl.col("score").mean().over("rater", "period")
    each = scores.with_columns(off=score)
    people = each.group_by("rater").agg(ss=(pl.col("off") ** 2).sum(), df=pl.len() - pl.col("period").n_unique())
    inside = scores.group_by("rater").agg(ss=pl.col("inside_ss").sum(), df=pl.col("inside_df").sum())
    steady = pl.col("off") - pl.col("off").mean().over("rater", "person")
    noise = (
        each.with_columns(rest=steady)
        .group_by("rater")
        .agg(ss=(pl.col("rest") ** 2).sum(), df=(pl.len() - pl.col("person").n_unique()).cast(pl.Int64))
    )
    return shrunk(people, "spread"), shrunk(inside, "halo"), shrunk(noise, "noise")


def _findings() -> pl.Expr:
    """Codes of `FLAGS`, joined with spaces; empty when nothing is proven or too few people were rated."""
    enough = pl.col("people") >= LEAST_PEOPLE
    alike = pl.col("halo_high") < 1
    halo = alike & (pl.col("halo") < HALO_UNDER * pl.col("spread"))
    conditions = {
        "lenient": (pl.col("leniency_low") > 0) & (pl.col("leniency") >= LEAST_POINTS),
        "strict": (pl.col("leniency_high") < 0) & (pl.col("leniency") <= -LEAST_POINTS),
        "central": alike & (pl.col("spread_high") < 1) & ~halo,
        "halo_like": halo,
        "noisy": pl.col("noise_low") > 1,
    }
    words = [pl.when(enough & said.fill_null(False)).then(pl.lit(code)) for code, said in conditions.items()]
    return pl.concat_str(words, separator=" ", ignore_nulls=True)


def _whole(found: pl.DataFrame) -> pl.DataFrame:
    return found.with_columns(
        *((pl.col(name) * 10).round().cast(pl.Int64) for name in TENTHS),
        *((pl.col(name) * 100).round().cast(pl.Int64) for name in HUNDREDTHS),
        pl.col("shared_people").cast(pl.Int64),
    )


def _corrected(scores: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """evaluation, rater, person, period, score, corrected (null: the rater cannot be compared), both in tenths."""
    known = scores.join(found.select("rater", "leniency"), on="rater", how="left")
    return known.select(
        "evaluation", "rater", "person", "period",
        (pl.col("score") * 10).round().cast(pl.Int64),
        ((pl.col("score") - pl.col("leniency")) * 10).round().cast(pl.Int64).alias("corrected"),
    )  # fmt: skip
