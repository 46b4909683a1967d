"""A person's secret calendar: titles and days, nothing that says how anybody works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from prestasi.core import clock, providers
from prestasi.core.providers import CalendarEntry
from prestasi.notices.models import CalendarFeed

BEFORE, AFTER = dt.timedelta(days=90), dt.timedelta(days=370)


def feed_of(secret_hash: str) -> CalendarFeed | None:
    """The feed with this secret, unless its person has left."""
    return CalendarFeed.objects.filter(secret_hash=secret_hash, person__left_on__isnull=True).first()


def calendar_text(person_id: int, stamp: dt.datetime) -> bytes:
    """The calendar as iCalendar text; the same entries give the same bytes."""
    day = clock.today()
    return written(providers.calendar_entries.collect(person_id, day - BEFORE, day + AFTER), stamp)


def written(entries: Iterable[CalendarEntry], stamp: dt.datetime) -> bytes:
    """RFC 5545 text of the entries."""
    calendar = Calendar()
    calendar.add("prodid", "-//Prestasi//Kalender//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Prestasi")
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.starts)
    if entry.ends_at is not None:
        event.add("dtend", entry.ends_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
