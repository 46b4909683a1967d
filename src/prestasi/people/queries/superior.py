"""Who stands above a person (*atasan langsung*), by the reporting line."""

from __future__ import annotations

import datetime as dt

from prestasi.people.models import ReportingLine


def superior_of(person_id: int, day: dt.date) -> int | None:
    """The direct superior of a person on a day."""
    lines = ReportingLine.objects.on(day).filter(person_id=person_id)
    return lines.values_list("superior_id", flat=True).first()
