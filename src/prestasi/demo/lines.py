"""Reporting lines (*atasan langsung*): dated, complete, with the capacity of the superior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from prestasi.demo.settings import Order
from prestasi.demo.sizing import Structure

END = np.datetime64("9999-01-01")


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody leads a unit from a day to before another, in a capacity."""

    person: int
    start: np.datetime64
    stop: np.datetime64
    capacity: str


def reporting_lines(
    order: Order, structure: Structure, assignments: pl.DataFrame, positions: pl.DataFrame
) -> pl.DataFrame:
    """`people_reportingline` from the horizon on: whoever leads the unit, or the next unit above while nobody does."""
    leads = _leads(order, structure, assignments, positions)
    above = _superior_units(structure)
    led = pl.DataFrame(
        [
            (unit + 1, lead.person, lead.start.item(), lead.stop.item(), lead.capacity)
            for unit, found in enumerate(leads)
            for lead in found
        ],
        schema={"led": pl.Int64, "superior_id": pl.Int64, "start": pl.Date, "stop": pl.Date, "capacity": pl.String},
        orient="row",
    )
    posts = assignments.filter(pl.col("kind") == "definitive").join(
        positions.select(position_id="id", is_head="is_head"), on="position_id"
    )
    upper = pl.DataFrame({"unit_id": range(1, len(above) + 1), "upper": [u + 1 if u >= 0 else None for u in above]})
    posts = posts.join(upper, on="unit_id").with_columns(
        led=pl.when("is_head").then("upper").otherwise("unit_id"),
        valid_from=pl.max_horizontal("valid_from", pl.lit(order.horizon)),
        valid_to=pl.col("valid_to").fill_null(pl.lit(END).cast(pl.Date)),
    )
    lines = posts.join(led, on="led", how="inner").select(
        "person_id",
        "led",
        "superior_id",
        "capacity",
        valid_from=pl.max_horizontal("valid_from", "start"),
        valid_to=pl.min_horizontal("valid_to", "stop"),
    )
    lines = lines.filter(pl.col("valid_from") < pl.col("valid_to"))
    own = lines.filter(pl.col("person_id") == pl.col("superior_id"))
    mended = [row for line in own.iter_rows(named=True) for row in _above(line, leads, above)]
    schema = ["person_id", "superior_id", "capacity", "valid_from", "valid_to"]
    parts = [lines.filter(pl.col("person_id") != pl.col("superior_id")).select(schema)]
    if mended:
        parts.append(pl.DataFrame(mended, schema=parts[0].schema, orient="row"))
    return _finished(pl.concat(parts))


def _finished(lines: pl.DataFrame) -> pl.DataFrame:
    lines = lines.sort(["person_id", "valid_from"])
    stop = pl.when(pl.col("valid_to") >= pl.lit(END).cast(pl.Date)).then(None).otherwise(pl.col("valid_to"))
    return lines.with_columns(valid_to=stop, id=pl.int_range(1, pl.len() + 1), source=pl.lit("demo"))


def _superior_units(structure: Structure) -> list[int]:
    """Row of the unit whose leader leads the head of each unit; -1 at the top."""
    at = structure.index()
    return [at.get(o.reports_to or "", at.get(o.parent or "", -1)) for o in structure.offices]


def _leads(order: Order, structure: Structure, assignments: pl.DataFrame, positions: pl.DataFrame) -> list[list[Lead]]:
    """For each unit who leads it at any time from the horizon on, gaps filled from above."""
    heads = positions.filter("is_head").select(position_id="id")
    held = assignments.join(heads, on="position_id").sort(["unit_id", "valid_from"])
    start = np.datetime64(order.horizon)
    found: list[list[Lead]] = [[] for _ in structure.offices]
    columns = ("unit_id", "person_id", "valid_from", "valid_to", "kind")
    for unit, person, since, until, kind in held.select(columns).iter_rows():
        stop = END if until is None else np.datetime64(until)
        if stop > start:
            found[unit - 1].append(Lead(person, max(np.datetime64(since), start), stop, kind))
    above = _superior_units(structure)
    filled: dict[int, list[Lead]] = {}
    for unit in range(len(found)):
        _fill(unit, found, above, filled, start)
    return [filled[unit] for unit in range(len(found))]


def _fill(
    unit: int, found: list[list[Lead]], above: list[int], filled: dict[int, list[Lead]], start: np.datetime64
) -> list[Lead]:
    if unit in filled:
        return filled[unit]
    own = sorted(found[unit], key=lambda lead: lead.start)
    upper = _fill(above[unit], found, above, filled, start) if above[unit] >= 0 else []
    whole: list[Lead] = []
    at = start
    for lead in own:
        whole += _cut(upper, at, lead.start)
        begin = max(lead.start, at)
        if lead.stop > begin:
            whole.append(Lead(lead.person, begin, lead.stop, lead.capacity))
            at = lead.stop
    filled[unit] = whole + _cut(upper, at, END)
    return filled[unit]


def _cut(leads: list[Lead], start: np.datetime64, stop: np.datetime64) -> list[Lead]:
    """The part of `leads` inside the time."""
    inside = [Lead(lead.person, max(lead.start, start), min(lead.stop, stop), lead.capacity) for lead in leads]
    return [lead for lead in inside if lead.start < lead.stop]


def _above(line: dict[str, object], leads: list[list[Lead]], above: list[int]) -> list[tuple[object, ...]]:
    """Somebody who stands in for the own superior reports to the one above."""
    unit = above[int(line["led"]) - 1]  # type: ignore[call-overload]
    while unit >= 0:
        upper = _cut(leads[unit], np.datetime64(line["valid_from"]), np.datetime64(line["valid_to"]))  # type: ignore[call-overload]
        if upper and all(lead.person != line["person_id"] for lead in upper):
            return [
                (line["person_id"], lead.person, lead.capacity, lead.start.item(), lead.stop.item()) for lead in upper
            ]
        unit = above[unit]
    return []
