"""From the lines of a plan to the counts that the suggestion starts from."""

from typing import Any

import narwhals as nw

from prestasi_rules.fixed import when

RATINGS = {"above": "DI_ATAS", "meets": "SESUAI", "below": "DI_BAWAH"}


def count_results(items: Any, *, by: str, kind: str = "kind", rating: str = "rating") -> Any:
    """One row per ``by`` with ``main_above`` ... ``additional_below`` from one row per planned result.

    ``kind`` is ``UTAMA`` or ``TAMBAHAN``, ``rating`` a rating code or null. An unrated item leaves the counts of that
    plan empty: a suggestion from half of a plan would mislead.
    """
    counts = {
        f"{group}_{word}": (nw.col(kind) == jenis) & (nw.col(rating) == code)
        for group, jenis in (("main", "UTAMA"), ("additional", "TAMBAHAN"))
        for word, code in RATINGS.items()
    }
    return _counted(items, by, counts, rating)


def count_values(items: Any, *, by: str, rating: str = "rating") -> Any:
    """One row per ``by`` with ``values_above``, ``values_meets``, ``values_below`` from one row per rated value."""
    return _counted(items, by, {f"values_{word}": nw.col(rating) == code for word, code in RATINGS.items()}, rating)


def _counted(items: Any, by: str, counts: dict[str, nw.Expr], rating: str) -> Any:
    table = nw.from_native(items).with_columns(
        *(when(condition, 1, 0).alias(name) for name, condition in counts.items()),
        when(nw.col(rating).is_null(), 1, 0).alias("unrated"),
    )
    sums = table.group_by(by).agg(nw.col(*counts, "unrated").sum())
    complete = nw.col("unrated") == 0
    return sums.select(by, *(nw.when(complete).then(nw.col(name)).alias(name) for name in counts)).to_native()
