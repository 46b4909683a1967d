"""The stretch of time that one reported figure stands for, by the indicator's frequency."""

from __future__ import annotations

import datetime as dt

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def bucket(frequency: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """First day of the reporting period around `day`, and first day of the next."""
    months = MONTHS[frequency]
    first = (day.month - 1) // months * months + 1
    after = first + months
    return dt.date(day.year, first, 1), dt.date(day.year + after // 13, (after - 1) % 12 + 1, 1)


def buckets_between(frequency: str, starts: dt.date, ends: dt.date) -> list[tuple[dt.date, dt.date]]:
    """All reporting periods that touch `starts` to `ends` (last day), in order."""
    found = []
    day = starts
    while day <= ends:
        found.append(bucket(frequency, day))
        day = found[-1][1]
    return found
