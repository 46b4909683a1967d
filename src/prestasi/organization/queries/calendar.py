"""Working days (*hari kerja*): Monday to Friday without the holidays of the calendar table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core.errors import Closed
from prestasi.organization.models import Holiday


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off of a stretch of time: holiday name by date, and the years that are loaded."""

    holidays: Mapping[dt.date, str]
    years: frozenset[int]

    def is_working(self, day: dt.date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def working_days_until(self, start: dt.date, last: dt.date) -> int | None:
        """Working days after `start` up to and with `last`; negative when it has passed. None: a year is missing."""
        if not {start.year, last.year} <= self.years:
            return None
        sign, low, high = (1, start, last) if last >= start else (-1, last, start)
        days = (low + dt.timedelta(days=n) for n in range(1, (high - low).days + 1))
        return sign * sum(self.is_working(day) for day in days)


def calendar_between(first: dt.date, last: dt.date) -> Calendar:
    """Days off from `first` to `last`. Two statements."""
    found = Holiday.objects.filter(date__gte=first, date__lte=last).order_by("date").values_list("date", "name")
    return Calendar(dict(found), frozenset(Holiday.objects.values_list("date__year", flat=True).distinct()))


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The last of `count` working days after `day`. A year without a calendar is an error, never a guess."""
    last = day + dt.timedelta(days=2 * count + 30)
    holidays = set(Holiday.objects.filter(date__gt=day, date__lte=last).values_list("date", flat=True))
    loaded = set(Holiday.objects.values_list("date__year", flat=True).distinct())
    while count:
        day += dt.timedelta(days=1)
        if day.year not in loaded:
            raise Closed(_("Kalender hari kerja %(year)s belum dimuat. Mintalah admin memuatnya.") % {"year": day.year})
        count -= day.weekday() < 5 and day not in holidays
    return day
