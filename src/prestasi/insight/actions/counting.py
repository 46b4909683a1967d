"""Counting anew what no trigger can keep."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from prestasi.performance.models import Cycle


def count_unplanned(day: dt.date) -> int:
    """Staff on duty without a plan, by unit, for the year of `day`; answers how many there are in all."""
    cycle = Cycle.objects.filter(year=day.year).values_list("pk", flat=True).first()
    if cycle is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT insight_count_unplanned(%s, %s)", [cycle, day])
        return int(cursor.fetchone()[0])
