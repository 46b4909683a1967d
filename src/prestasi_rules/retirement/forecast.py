"""Prakiraan lowongan: expected pensions by unit and post class within each horizon, against ready successors."""

from typing import Any

import narwhals as nw

from prestasi_rules.dates import add_years
from prestasi_rules.fixed import clamp, when

HORIZONS = (1, 3, 5, 10)


def forecast(people: Any, *, by: tuple[str, ...], successors: str | None = None) -> Any:
    """One row per ``by`` with ``pensions_1``, ``_3``, ``_5``, ``_10`` (cumulative, in years) and ``people``.

    ``people`` are rows evaluated with ``retirement-2023`` (columns ``on`` and ``retires_on``); forecast by the present
    post. ``successors`` names a column with the ready successors of the group; then ``gap_n`` is what they leave open.
    """
    table = nw.from_native(people).with_columns(
        *(
            when(nw.col("retires_on") < add_years(nw.col("on"), years), 1, 0).alias(f"pensions_{years}")
            for years in HORIZONS
        ),
        nw.lit(1, dtype=nw.Int64).alias("people"),
    )
    counts = [nw.col(f"pensions_{years}").sum() for years in HORIZONS]
    ready = [] if successors is None else [nw.col(successors).max()]
    found = table.group_by(*by).agg(*counts, nw.col("people").sum(), *ready)
    if successors is not None:
        found = found.with_columns(
            *(clamp(nw.col(f"pensions_{years}") - nw.col(successors), 0).alias(f"gap_{years}") for years in HORIZONS)
        )
    return found.to_native()
