"""Organisational achievement (*capaian kinerja organisasi*) of every led unit in every period that is rated."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from prestasi.demo.calendar import Span
from prestasi.demo.planning import Plans
from prestasi.demo.seeded import pick, stream
from prestasi.demo.settings import Order

LEVELS = np.asarray(["BAIK", "ISTIMEWA", "BUTUH_PERBAIKAN", "KURANG"], dtype=object)
WEIGHTS = [0.86, 0.08, 0.055, 0.005]
REASONS = {
    "BAIK": "Rencana aksi tercapai sesuai target; dukungan anggaran dan layanan terjaga.",
    "ISTIMEWA": "Rencana aksi melampaui target yang disepakati, dengan bukti yang diperiksa.",
    "BUTUH_PERBAIKAN": "Sebagian kecil rencana aksi belum mencapai target; rencana perbaikan disepakati.",
    "KURANG": "Sebagian besar rencana aksi belum mencapai target.",
}


def achievements(
    order: Order, plans: Plans, spans: list[Span], cast: dict[str, int]
) -> tuple[pl.DataFrame, dict[int, dict[int, str]]]:
    """`performance_unitachievement`, and by period id the level of each unit.

    While a quarter is being rated some units still wait, but none whose people a visitor is about to rate; the showcase
    team's units are good, so that its ratings meet no surprise.
    """
    visited = [cast["supervisor"] + 1, cast["unit_head"] + 1]
    heads = plans.frame.filter("is_unit_head").select("cycle_id", "unit_id", "rater_id")
    rows, levels = [], {}
    for span in (s for s in spans if s.phase != "ahead"):
        units = (
            heads.filter(pl.col("cycle_id") == span.cycle)
            .unique("unit_id", keep="last", maintain_order=True)
            .sort("unit_id")
        )
        if span.phase == "rating":
            rated_soon = plans.frame.filter(pl.col("cycle_id") == span.cycle, pl.col("rater_id").is_in(visited))
            ready = pl.col("unit_id").is_in(rated_soon["unit_id"].to_list())
            units = units.filter((pl.col("unit_id") % 5 < 3) | ready)
        random = stream(order.seed, f"achievement {span.id}")
        chosen = LEVELS[pick(random, WEIGHTS, len(units))]
        if span.phase == "rating":
            team = plans.frame.filter(pl.col("cycle_id") == span.cycle, pl.col("rater_id") == visited[0])
            chosen[np.isin(units["unit_id"].to_numpy(), team["unit_id"].to_numpy())] = "BAIK"
        chosen = chosen.tolist()
        levels[span.id] = dict(zip(units["unit_id"].to_list(), chosen, strict=True))
        moment = dt.datetime.combine(min(span.ends_on + dt.timedelta(days=3), order.today), dt.time(10))
        rows.append(
            units.select(
                "unit_id", period_id=pl.lit(span.id), level=pl.Series(chosen),
                reason=pl.Series([REASONS[word] for word in chosen]), set_by_id="rater_id", set_at=pl.lit(moment),
            )
        )  # fmt: skip
    return pl.concat(rows).with_columns(id=pl.int_range(1, pl.len() + 1)), levels
