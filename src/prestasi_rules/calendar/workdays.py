"""Hari kerja: Monday to Friday less libur nasional, cuti bersama and regional days. Plain functions of dates.

Every function takes ``regional``, the extra holidays of a region, and ``joint_leave_is_off`` (cuti bersama, off by
default rule). A year that is not loaded raises ``MissingCalendar``.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from prestasi_rules.calendar.holidays import of_year

ONE_DAY = timedelta(days=1)
NO_DAYS: Collection[date] = frozenset()


def is_working_day(day: date, *, regional: Collection[date] = NO_DAYS, joint_leave_is_off: bool = True) -> bool:
    """Whether this is a working day in a five-day week."""
    off = {h.on for h in of_year(day.year) if joint_leave_is_off or h.kind != "cuti_bersama"}
    return day.weekday() < 5 and day not in off and day not in regional


def working_days(
    first: date, last: date, *, regional: Collection[date] = NO_DAYS, joint_leave_is_off: bool = True
) -> int:
    """How many working days lie between two dates, both included; 0 when ``last`` is before ``first``."""
    return sum(
        is_working_day(day, regional=regional, joint_leave_is_off=joint_leave_is_off) for day in _days(first, last)
    )


def add_working_days(
    day: date, count: int, *, regional: Collection[date] = NO_DAYS, joint_leave_is_off: bool = True
) -> date:
    """The ``count``-th working day after ``day``. The day of the event is day 0, so this is the last allowed day."""
    if count < 0:
        raise ValueError("count of working days is negative")
    while count:
        day += ONE_DAY
        count -= is_working_day(day, regional=regional, joint_leave_is_off=joint_leave_is_off)
    return day


def working_days_of_month(year: int, month: int, *, regional: Collection[date] = NO_DAYS) -> int:
    """Working days of one month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return working_days(first, following - ONE_DAY, regional=regional)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY
