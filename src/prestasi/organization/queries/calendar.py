"""Working days (*hari kerja*): Monday to Friday without the holidays of the calendar table."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.core.errors import Closed
from prestasi.organization.models import Holiday


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
