"""Biaya rancangan: the yearly allowance before and after a draft of the rules, from amounts known as a range.

An amount that is known exactly gives an exact sum; one known as a range gives bounds that hold for every person's own
amount inside it: people who gain and people who lose are bounded each for themselves.
"""

from collections.abc import Callable

import polars as pl

from prestasi_rules.engine import evaluate
from prestasi_rules.registry import get

BY_PREDICATE, BY_RESULT = "tpp-predicate-1", "tpp-jakarta-2021"
MONTHS = 12
MONTH = {"working_days": 20, "absence_minutes": 0, "activity_minutes": 20 * 300, "complaint_result": 10_000}
"""What nobody knows of a past month is taken as full: attendance, activity, follow-up of complaints."""
SCHEMA = {
    "before": pl.String, "after": pl.String, "post_group": pl.String, "plan_result": pl.Int64, "low": pl.Int64,
    "high": pl.Int64,
}  # fmt: skip
SUMS = ("before_low", "before_high", "after_low", "after_high", "change_low", "change_high")


def yearly(people: pl.DataFrame, ruleset: str) -> pl.DataFrame:
    """``people`` (columns ``SCHEMA``; amounts in rupiah a month) with ``SUMS`` in rupiah a year, row by row.

    Null where predicate, result or amount is not known. Raises ``KeyError`` for a formula that is none of the two.
    """
    paid = FORMULAS[ruleset]
    figures = {
        f"{moment}_{end}": paid(people.with_columns(predicate=moment, tpp_amount=end))
        for moment in ("before", "after")
        for end in ("low", "high")
    }
    at_low, at_high = (pl.col(f"after_{end}") - pl.col(f"before_{end}") for end in ("low", "high"))
    return people.with_columns(**figures).with_columns(
        change_low=pl.min_horizontal(at_low, at_high), change_high=pl.max_horizontal(at_low, at_high)
    )


def _by_predicate(people: pl.DataFrame) -> pl.Series:
    year: pl.Series = evaluate(people.select("predicate", "tpp_amount"), get(BY_PREDICATE))["paid_year"]
    return year


def _by_result(people: pl.DataFrame) -> pl.Series:
    """The predicate is no input of this formula: a draft about predicates leaves its cost as it is."""
    frame = people.select("post_group", "plan_result", pl.col("tpp_amount").fill_null(0), deductions=0).with_columns(
        pl.lit(value, pl.Int64).alias(name) for name, value in MONTH.items()
    )
    earned: pl.Series = evaluate(frame, get(BY_RESULT))["earned"]
    known = people.select(pl.col("tpp_amount").is_not_null() & pl.col("predicate").is_not_null()).to_series()
    return (earned * MONTHS).zip_with(known, pl.Series([None] * len(earned), dtype=pl.Int64))


FORMULAS: dict[str, Callable[[pl.DataFrame], pl.Series]] = {BY_PREDICATE: _by_predicate, BY_RESULT: _by_result}


def total(rows: pl.DataFrame) -> dict[str, int]:
    """Sums over the rows whose cost is known, ``people`` of them, and ``left_out``: the others."""
    known = rows.drop_nulls(list(SUMS))
    sums = {name: int(known[name].sum() or 0) for name in SUMS}
    return sums | {"people": known.height, "left_out": rows.height - known.height}
