"""Quiet hours: when a letter may arrive. All moments are aware; the agency's zone decides what is night and weekend."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

DIGEST_AT = dt.time(7, 30)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `start` until before `end` (over midnight when `start` is later), and whole weekends."""

    start: dt.time = dt.time(18)
    end: dt.time = dt.time(6)
    weekends: bool = True

    def holds(self, at: dt.datetime) -> bool:
        """Whether nothing may arrive at this moment."""
        local = timezone.localtime(at)
        if self.weekends and local.weekday() >= SATURDAY:
            return True
        if self.start <= self.end:
            return self.start <= local.time() < self.end
        return local.time() >= self.start or local.time() < self.end

    def next_moment(self, at: dt.datetime) -> dt.datetime:
        """The same moment when it is allowed, else the first allowed one after it."""
        if not self.holds(at):
            return at
        local = timezone.localtime(at)
        days = (local.date() + dt.timedelta(days=n) for n in range(4))
        for day in days:
            opens = timezone.make_aware(dt.datetime.combine(day, self.end))
            if opens > at and not self.holds(opens):
                return opens
        return at


def last_digest(at: dt.datetime) -> dt.datetime:
    """The newest moment of a daily digest not after `at`: 07.30 on a working weekday."""
    day = timezone.localtime(at).date()
    while True:
        moment = timezone.make_aware(dt.datetime.combine(day, DIGEST_AT))
        if moment <= at and day.weekday() < SATURDAY:
            return moment
        day -= dt.timedelta(days=1)
