"""Kesenjangan antarkelompok: how often each group gets something, raw and compared like with like, small cells hidden.

Raw gap: the group against everybody else, Newcombe's interval from Wilson's. Adjusted gap: the same inside strata of
comparable people, put together with Mantel-Haenszel weights and Sato's variance. The four-fifths mark is a reason to
look, never a verdict.
"""

import polars as pl

from prestasi_rules.statistics.cells import LIMIT, hidden_cells

Z = 1.96
COMPARED_FROM = 30
FOUR_FIFTHS = 0.8
SCHEMA = {"group": pl.String, "hit": pl.Boolean, "stratum": pl.String}
FIGURES = (
    "share", "share_low", "share_high", "gap", "gap_low", "gap_high", "adjusted", "adjusted_low", "adjusted_high",
    "ratio",
)  # fmt: skip


def gaps(people: pl.DataFrame, limit: int = LIMIT) -> pl.DataFrame:
    """One row for each group of ``people`` (columns ``SCHEMA``), in order of name.

    Columns: group, n, hits, `FIGURES` in tenths of a percent (gaps in tenths of a percentage point, ratio to the
    highest share in thousandths), compared (people in strata where both sides occur), is_hidden, is_flagged. Of a
    hidden group only the name is given. Groups under thirty have no ratio and no flag.
    """
    groups = people.group_by("group").agg(n=pl.len(), hits=pl.col("hit").sum()).sort("group")
    if groups.is_empty():
        return _shown(_empty(groups))
    groups = groups.join(_adjusted(people), on="group", how="left").with_columns(is_hidden=_hidden(groups, limit))
    return _shown(_ratio(_raw(groups)))


def _hidden(groups: pl.DataFrame, limit: int) -> pl.Series:
    grid = [(hits, n - hits) for n, hits in groups.select("n", "hits").iter_rows()]
    rows = {row for row, _ in hidden_cells(grid, limit)}
    return pl.Series([row in rows for row in range(len(grid))])


def wilson(hits: pl.Expr, n: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Share with Wilson's 95 % interval, as parts of one."""
    share = hits / n
    centre = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * (share * (1 - share) / n + Z**2 / (4 * n**2)).sqrt() / (1 + Z**2 / n)
    return share, centre - half, centre + half


def _raw(groups: pl.DataFrame) -> pl.DataFrame:
    hits, n = pl.col("hits"), pl.col("n")
    share, low, high = wilson(hits, n)
    others = n.sum() - n
    other, other_low, other_high = wilson(pl.when(others > 0).then(hits.sum() - hits), others)
    below = ((share - low) ** 2 + (other_high - other) ** 2).sqrt()
    over = ((high - share) ** 2 + (other - other_low) ** 2).sqrt()
    gap = share - other
    return groups.with_columns(
        share=share, share_low=low, share_high=high, gap=gap, gap_low=gap - below, gap_high=gap + over
    )


def _adjusted(people: pl.DataFrame) -> pl.DataFrame:
    """Mantel-Haenszel difference of shares with Sato's variance (Biometrics 45, 1989), group against the rest."""
    own = people.group_by("group", "stratum").agg(n1=pl.len(), a=pl.col("hit").sum())
    whole = people.group_by("stratum").agg(N=pl.len(), all_hits=pl.col("hit").sum())
    cell = own.join(whole, on="stratum").with_columns(
        n0=pl.col("N") - pl.col("n1").cast(pl.Int64), b=pl.col("all_hits").cast(pl.Int64) - pl.col("a").cast(pl.Int64)
    )
    cell = cell.filter(pl.col("n0") > 0).cast(dict.fromkeys(("n1", "n0", "a", "b", "N"), pl.Float64))
    n1, n0, a, b, size = (pl.col(name) for name in ("n1", "n0", "a", "b", "N"))
    found = cell.group_by("group").agg(
        weight=(n1 * n0 / size).sum(),
        top=((a * n0 - b * n1) / size).sum(),
        p=((n1**2 * b - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / size**2).sum(),
        q=((a * (n0 - b) + b * (n1 - a)) / (2 * size)).sum(),
        compared=n1.sum().cast(pl.Int64),
    )
    gap = pl.col("top") / pl.col("weight")
    reach = Z * (gap * pl.col("p") + pl.col("q")).clip(0).sqrt() / pl.col("weight")
    return found.select("group", "compared", adjusted=gap, adjusted_low=gap - reach, adjusted_high=gap + reach)


def _ratio(groups: pl.DataFrame) -> pl.DataFrame:
    """Share against the highest share, among groups that are large enough and shown."""
    counts = (pl.col("n") >= COMPARED_FROM) & ~pl.col("is_hidden")
    highest = pl.when(counts).then("share").max()
    ratio = pl.when(counts & (highest > 0)).then(pl.col("share") / highest)
    return groups.with_columns(ratio=ratio, is_flagged=(ratio < FOUR_FIFTHS).fill_null(False))


def _empty(groups: pl.DataFrame) -> pl.DataFrame:
    return groups.with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in FIGURES), compared=pl.lit(None, pl.Int64),
        is_hidden=pl.lit(False), is_flagged=pl.lit(False),
    )  # fmt: skip


def _shown(groups: pl.DataFrame) -> pl.DataFrame:
    """Whole numbers, and nothing about a hidden group."""
    figures = [(pl.col(name) * 1000).round().cast(pl.Int64).alias(name) for name in FIGURES]
    counts = [pl.col(name).cast(pl.Int64) for name in ("n", "hits", "compared")]
    seen = [pl.when(~pl.col("is_hidden")).then(value).alias(value.meta.output_name()) for value in (*counts, *figures)]
    return groups.select("group", *seen, "is_hidden", "is_flagged")
