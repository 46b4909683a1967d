"""From progress by period to the sum, last value and count that an achievement starts from."""

from typing import Any

import narwhals as nw

from prestasi_rules.fixed import when


def combine_periods(progress: Any, *, by: str, period: str = "period", value: str = "value") -> Any:
    """One row per ``by`` with ``progress_sum``, ``progress_last``, ``progress_count`` from one row per period.

    ``period`` sorts (a date or a number), ``value`` is a scaled integer; an empty value is a period without progress
    and counts nowhere.
    """
    table = nw.from_native(progress)
    reported = table.with_columns(nw.when(~nw.col(value).is_null()).then(nw.col(period)).alias("reported_period"))
    newest = reported.with_columns(nw.col("reported_period").max().over(by).alias("newest_period"))
    return (
        newest.with_columns(
            when(nw.col("reported_period") == nw.col("newest_period"), nw.col(value)).alias("newest_value"),
            when(nw.col(value).is_null(), 0, 1).alias("is_reported"),
        )
        .group_by(by)
        .agg(
            nw.col(value).sum().alias("known_sum"),
            nw.col("newest_value").max().alias("progress_last"),
            nw.col("is_reported").sum().alias("progress_count"),
        )
        .with_columns(when(nw.col("progress_count") > 0, nw.col("known_sum")).alias("progress_sum"))
        .select(by, "progress_sum", "progress_last", "progress_count")
        .to_native()
    )
