"""Rows of the organisation: agency, units with their versions and paths, holidays."""

from __future__ import annotations

import polars as pl

from prestasi.demo import source
from prestasi.demo.posts import LONG_AGO
from prestasi.demo.settings import Order
from prestasi.demo.sizing import Structure


def agency(order: Order) -> pl.DataFrame:
    chosen = order.agency
    return pl.DataFrame(
        {
            "id": [1],
            "code": chosen.code,
            "name": chosen.name,
            "short_name": chosen.short_name,
            "area": chosen.code,
            "level": chosen.level,
            "head_title": chosen.head_title,
            "brand_hue": chosen.brand_hue,
            "timezone": "Asia/Jakarta",
            "zone_label": "WIB",
            "is_demo": True,
        }
    )


def units(structure: Structure) -> pl.DataFrame:
    offices = structure.offices
    return pl.DataFrame({"id": range(1, len(offices) + 1), "code": [office.code for office in offices]})


def versions(structure: Structure) -> pl.DataFrame:
    """`organization_unitversion`: one version each, with the path of ids from the root."""
    paths: dict[str | None, str] = {None: ""}
    at = structure.index()
    rows = []
    for i, office in enumerate(structure.offices, start=1):
        paths[office.code] = f"{paths[office.parent]}{i}."
        parent = at[office.parent] + 1 if office.parent else None
        rows.append(
            (i, office.source, i, parent, office.name[:200], office.kind, paths[office.code], office.confidence)
        )
    columns = ["id", "source", "unit_id", "parent_id", "name", "kind", "path", "confidence"]
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return frame.with_columns(valid_from=pl.lit(LONG_AGO).cast(pl.Date), valid_to=pl.lit(None, dtype=pl.Date))


def holidays() -> pl.DataFrame:
    keep = ("date", "name", "kind", "legal_basis", "source")
    frame = pl.DataFrame([{key: row[key] for key in keep} for row in source.rows("calendar_holidays")])
    return frame.with_columns(pl.col("date").str.to_date(), id=pl.int_range(1, pl.len() + 1))
