"""Performance years and their periods with due dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from prestasi.demo.settings import Order

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """One period. `phase` is closed, rating (ended, window open) or ahead (running or to come)."""

    id: int
    cycle: int
    year: int
    number: int
    starts_on: dt.date
    ends_on: dt.date
    phase: str

    @property
    def is_year(self) -> bool:
        return self.number == 5


def spans(order: Order) -> list[Span]:
    """All periods of the covered years, in order: four quarters and the year."""
    found: list[Span] = []
    for cycle, year in enumerate(range(order.first_year, order.today.year + 1), start=1):
        for number in range(1, 6):
            first = 1 if number == 5 else number * 3 - 2
            last = 12 if number == 5 else number * 3
            ends = dt.date(year, 12, 31) if last == 12 else dt.date(year, last + 1, 1) - DAY
            phase = _phase(order, year, number, ends)
            found.append(Span(len(found) + 1, cycle, year, number, dt.date(year, first, 1), ends, phase))
    return found


def _phase(order: Order, year: int, number: int, ends: dt.date) -> str:
    """In the running year the quarter that ended last is being rated; those before it are closed."""
    if year < order.today.year:
        return "closed"
    if number == 5 or ends >= order.today:
        return "ahead"
    return "rating" if number == (order.today.month - 1) // 3 else "closed"


def cycles(order: Order) -> pl.DataFrame:
    """`performance_cycle`."""
    rows = [
        {
            "id": number,
            "year": year,
            "state": "open" if year == order.today.year else "closed",
            "approach": "quantitative",
            "ruleset": "performance-2022",
            "population": "{}",
            "plan_due_on": dt.date(year, 1, 31),
            "rules_locked_at": dt.datetime(year, 1, 2, 8),
            "closed_at": None if year == order.today.year else dt.datetime(year + 1, 1, 31, 16),
        }
        for number, year in enumerate(range(order.first_year, order.today.year + 1), start=1)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def periods(order: Order, found: list[Span]) -> pl.DataFrame:
    """`performance_period`: ten days after the end to rate; the open window of this year ends nine days from today."""
    return pl.DataFrame([_period(order, span) for span in found], infer_schema_length=None)


def _period(order: Order, span: Span) -> dict[str, object]:
    base = order.today + 4 * DAY if span.phase == "rating" else span.ends_on + 5 * DAY
    confirm = base + 10 * DAY
    closed = dt.datetime.combine(confirm, dt.time(16)) if span.phase == "closed" else None
    return {
        "id": span.id,
        "cycle_id": span.cycle,
        "kind": "year" if span.is_year else "quarter",
        "number": span.number,
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "self_due_on": base,
        "rating_due_on": base + 5 * DAY,
        "confirm_due_on": confirm,
        "state": {"closed": "closed", "rating": "open", "ahead": "ahead"}[span.phase],
        "closed_at": closed,
    }
