"""Calendar arithmetic on whole columns of days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from prestasi.demo.seeded import Days, Ints

Numbers = npt.NDArray[np.generic]


def day(value: dt.date) -> np.datetime64:
    return np.datetime64(value, "D")


def years_of(days: Days) -> Ints:
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def month_of(days: Days) -> Ints:
    return days.astype("datetime64[M]").astype(np.int64) % 12 + 1


def first_of(year: Ints | int, month: Ints | int) -> Days:
    """The first day of a month."""
    months = (np.asarray(year) - 1970) * 12 + np.asarray(month) - 1
    return months.astype("datetime64[M]").astype("datetime64[D]")


def plus_months(days: Days, months: Ints | int) -> Days:
    """The first day of the month that lies `months` after the month of `days`."""
    return (days.astype("datetime64[M]") + np.asarray(months)).astype("datetime64[D]")


def month_end(days: Days) -> Days:
    return plus_months(days, 1) - np.timedelta64(1, "D")


def elapsed_years(start: Days, end: Days | np.datetime64) -> npt.NDArray[np.float64]:
    return (end - start).astype("timedelta64[D]").astype(float) / 365.25
