"""Free times of both sides (*waktu kosong*): working days without leave, and without another dialogue of either."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.dialogue.models import Dialogue
from prestasi.dialogue.states import PENDING
from prestasi.organization.queries.calendar import Calendar, calendar_between
from prestasi.people.models import Leave

HOURS = (dt.time(9, 0), dt.time(13, 30), dt.time(10, 30), dt.time(15, 0))
AHEAD = 21
OFFERED = 3
MINUTES = 30


@dataclass(frozen=True, slots=True)
class Slot:
    """One offer, aware; `value` goes through the form."""

    starts_at: dt.datetime

    @property
    def value(self) -> str:
        return timezone.localtime(self.starts_at).strftime("%Y-%m-%dT%H:%M")

    @property
    def words(self) -> str:
        return f"{formats.long_date(self.starts_at).rsplit(' ', 1)[0]} · {formats.clock_time(self.starts_at)}"


def free_slots(person_id: int, leader_id: int, besides: int | None = None) -> tuple[Slot, ...]:
    """Three offers on three different days from tomorrow on; none where no calendar is loaded. Four statements."""
    first = clock.today() + dt.timedelta(days=1)
    last = first + dt.timedelta(days=AHEAD)
    calendar = calendar_between(first, last)
    away, taken = _away(person_id, leader_id, first, last), _taken(person_id, leader_id, besides)
    days = (first + dt.timedelta(days=n) for n in range(AHEAD))
    working = [day for day in days if day.year in calendar.years and calendar.is_working(day) and day not in away]
    return tuple(Slot(at) for at in _offers(working, taken))[:OFFERED]


def _offers(days: Iterable[dt.date], taken: set[dt.datetime]) -> Iterator[dt.datetime]:
    """The first free hour of each day; the preferred hour moves on, so that the offers differ in it too."""
    for number, day in enumerate(days):
        hours = (*HOURS[number % 2 :], *HOURS[: number % 2])
        free = (moment for hour in hours if not _clashes(moment := at(day, hour), taken))
        if (found := next(free, None)) is not None:
            yield found


def at(day: dt.date, hour: dt.time) -> dt.datetime:
    """A moment in the agency's zone."""
    return timezone.make_aware(dt.datetime.combine(day, hour))


def _clashes(moment: dt.datetime, taken: set[dt.datetime]) -> bool:
    return any(abs(other - moment) < dt.timedelta(minutes=MINUTES) for other in taken)


def _away(person_id: int, leader_id: int, first: dt.date, last: dt.date) -> set[dt.date]:
    leaves = Leave.objects.filter(person__in=[person_id, leader_id], valid_from__lte=last)
    spans = leaves.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=first)).values_list("valid_from", "valid_to")
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return {day for since, until in spans for day in days if since <= day and (until is None or day < until)}


def _taken(person_id: int, leader_id: int, besides: int | None) -> set[dt.datetime]:
    both = [person_id, leader_id]
    rows = Dialogue.objects.filter(Q(person__in=both) | Q(leader__in=both), state__in=PENDING)
    return set(rows.exclude(pk=besides or 0).values_list("starts_at", flat=True))


def why_not(starts_at: dt.datetime, person_id: int, leader_id: int, besides: int | None = None) -> str:
    """Why a moment cannot be agreed on: a day off, a leave, another dialogue; empty when it can."""
    day = timezone.localtime(starts_at).date()
    if day < clock.today():
        return _("Waktunya sudah lewat. Pilih hari ini atau sesudahnya.")
    if day > clock.today() + dt.timedelta(days=366):
        return _("Pilih waktu dalam satu tahun ke depan.")
    calendar = calendar_between(day, day)
    if (off := _day_off(calendar, day)) or (off := _absent(person_id, leader_id, day)):
        return off
    if _clashes(starts_at, _taken(person_id, leader_id, besides)):
        return _("Salah satu pihak sudah punya dialog lain pada waktu itu.")
    return ""


def _day_off(calendar: Calendar, day: dt.date) -> str:
    if day.year not in calendar.years:
        return _("Kalender hari kerja %(year)s belum dimuat. Mintalah admin memuatnya.") % {"year": day.year}
    if day in calendar.holidays:
        return _("%(day)s hari libur: %(name)s.") % {"day": formats.long_date(day), "name": calendar.holidays[day]}
    return "" if day.weekday() < 5 else _("%(day)s bukan hari kerja.") % {"day": formats.long_date(day)}


def _absent(person_id: int, leader_id: int, day: dt.date) -> str:
    away = set(Leave.objects.on(day).filter(person__in=[person_id, leader_id]).values_list("person", flat=True))
    if person_id in away:
        return _("Pegawai sedang tidak bekerja pada hari itu.")
    return _("Atasan sedang tidak bekerja pada hari itu.") if away else ""
