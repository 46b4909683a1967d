"""The six months of an improvement plan (PP 30/2019 Pasal 56-58)."""

from __future__ import annotations

import datetime as dt

MONTHS = 6


def after_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (following - dt.timedelta(days=1)).day))
