"""The inbox: newest first, unread counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.memo import remembered
from prestasi.notices.models import Notice

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as it is read."""

    id: int
    text: str
    why: str
    has_target: bool
    due: str
    tone: str
    at: dt.datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    lines: tuple[Line, ...]
    unread: int
    page: int
    has_more: bool


def inbox(actor: Actor, page: int = 1) -> Inbox:
    """Own notices. Two statements."""
    start = (max(page, 1) - 1) * PER_PAGE
    rows = list(Notice.objects.filter(person=actor.person_id).order_by("-pk")[start : start + PER_PAGE + 1])
    return Inbox(tuple(map(_line, rows[:PER_PAGE])), unread(actor), max(page, 1), len(rows) > PER_PAGE)


def unread(actor: Actor) -> int:
    """Number of unread notices; for the menu."""
    counted = Notice.objects.filter(person=actor.person_id)
    return remembered(
        ("notices.unread", actor.person_id),
        lambda: counted.aggregate(n=Count("pk", filter=Q(read_at__isnull=True)))["n"] or 0,
    )


def _line(notice: Notice) -> Line:
    due, tone = "", "date"
    if notice.due_on:
        left = (notice.due_on - clock.today()).days
        due = f"{formats.day_and_month(notice.due_on)} · {formats.days_left(notice.due_on, clock.today())}"
        tone = "late" if left < 0 else "soon" if left <= 2 else "date"
    return Line(
        notice.pk, notice.text, notice.why, bool(notice.url), due, tone, notice.created_at, notice.read_at is not None
    )
