"""Nilai satu evaluasi in points from -100 to 100, and how far its ratings lie apart."""

import polars as pl

GROUPS = ("result", "behaviour")
WORDS = ("above", "meets", "below")
SCHEMA = {
    "evaluation": pl.Int64,
    "period": pl.Int64,
    "rater": pl.Int64,
    "person": pl.Int64,
    **{f"{group}_{word}": pl.Int64 for group in GROUPS for word in WORDS},
}


def scored(read: pl.DataFrame) -> pl.DataFrame:
    """Evaluations (columns ``SCHEMA``) with ``score``, ``inside_ss`` and ``inside_df``.

    Above counts 100, as expected 0, below -100. The score is the mean of the results and the mean of the behaviour,
    half each; when one half has no rating the other stands alone. ``inside_ss`` is the sum of squares of the ratings
    around their own half's mean. Rows without any rating are left out.
    """
    halves = read.with_columns(*(column for group in GROUPS for column in _half(group)))
    kept = halves.filter(pl.any_horizontal(pl.col(f"{group}_n") > 0 for group in GROUPS))
    return kept.with_columns(
        score=pl.mean_horizontal(*(pl.col(f"{group}_mean") for group in GROUPS)),
        inside_ss=pl.sum_horizontal(*(pl.col(f"{group}_ss") for group in GROUPS)),
        inside_df=pl.sum_horizontal(*((pl.col(f"{group}_n") - 1).clip(0) for group in GROUPS)),
    )


def _half(group: str) -> list[pl.Expr]:
    above, meets, below = (pl.col(f"{group}_{word}") for word in WORDS)
    n = above + meets + below
    mean = pl.when(n > 0).then(100 * (above - below) / n)
    return [
        n.alias(f"{group}_n"),
        mean.alias(f"{group}_mean"),
        pl.when(n > 0).then(10_000 * (above + below) - n * mean**2).alias(f"{group}_ss"),
    ]
