"""Months of a conversion to credit points: each month once, in the post held on its 15th day."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from prestasi.performance.models import Evaluation, Period, Plan
from prestasi.performance.queries.credit import credit_of_evaluation, months_of

YEAR = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def slice_of(starts: dt.date, ends: dt.date, period: tuple[dt.date, dt.date] = YEAR) -> Evaluation:
    return Evaluation(
        plan=Plan(starts_on=starts, ends_on=ends), period=Period(starts_on=period[0], ends_on=period[1], kind="year")
    )


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [
        ("2027-01-01", "2027-12-31", 12), ("2027-01-01", "2027-02-28", 2), ("2027-05-01", "2027-12-31", 8),
        ("2027-01-01", "2027-05-16", 5), ("2027-01-01", "2027-05-15", 5), ("2027-01-01", "2027-05-14", 4),
        ("2027-05-15", "2027-12-31", 8), ("2027-05-16", "2027-12-31", 7), ("2027-05-16", "2027-06-14", 0),
        ("2026-07-01", "2028-03-31", 12),
    ],
)  # fmt: skip
def test_a_month_belongs_to_the_post_held_on_its_15th_day(starts: str, ends: str, months: int) -> None:
    assert months_of(slice_of(dt.date.fromisoformat(starts), dt.date.fromisoformat(ends))) == months


@pytest.mark.parametrize("day", range(2, 32))
def test_whoever_moves_on_any_day_of_a_month_has_twelve_months_in_all(day: int) -> None:
    moves = [YEAR[0], dt.date(2027, 3, 1), dt.date(2027, 7, min(day, 31)), dt.date(2028, 1, 1)]
    parts = [slice_of(first, following - dt.timedelta(days=1)) for first, following in pairwise(moves)]
    assert sum(months_of(part) for part in parts) == 12


def test_a_slice_without_a_month_earns_nothing() -> None:
    assert credit_of_evaluation(slice_of(dt.date(2027, 5, 16), dt.date(2027, 6, 14)), 2) is None
