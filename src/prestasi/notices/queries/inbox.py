"""The inbox: one entry per thread, the newest first, unread counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.memo import remembered
from prestasi.notices import wording
from prestasi.notices.models import Mute, Notice

PER_PAGE = 30
MOST_EARLIER = 5


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
class Thread:
    """Everything about one subject: the newest notice, a few earlier ones, and how many are unread."""

    key: str
    newest: Line
    earlier: tuple[Line, ...]
    total: int
    unread: int
    is_muted: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    threads: tuple[Thread, ...]
    unread: int
    page: int
    has_more: bool


def inbox(actor: Actor, page: int = 1) -> Inbox:
    """Own notices by thread. Four statements."""
    start = (max(page, 1) - 1) * PER_PAGE
    own = Notice.objects.filter(person=actor.person_id)
    counted = own.order_by().values("thread").annotate(
        last=Max("pk"), total=Count("pk"), unread=Count("pk", filter=Q(read_at__isnull=True))
    )  # fmt: skip
    heads = list(counted.order_by("-last")[start : start + PER_PAGE + 1])
    shown = heads[:PER_PAGE]
    lines = _lines(own, [head["thread"] for head in shown])
    muted = set(Mute.objects.filter(person=actor.person_id).values_list("thread", flat=True))
    threads = tuple(_thread(head, lines[head["thread"]], head["thread"] in muted) for head in shown)
    return Inbox(threads, unread(actor), max(page, 1), len(heads) > PER_PAGE)


def unread(actor: Actor) -> int:
    """Number of unread notices; for the menu."""
    counted = Notice.objects.filter(person=actor.person_id)
    return remembered(
        ("notices.unread", actor.person_id),
        lambda: counted.aggregate(n=Count("pk", filter=Q(read_at__isnull=True)))["n"] or 0,
    )


def _lines(own: QuerySet[Notice], threads: list[str]) -> dict[str, list[Line]]:
    """The newest notices of each thread."""
    found: dict[str, list[Line]] = {thread: [] for thread in threads}
    ranked = Window(RowNumber(), partition_by="thread", order_by=F("pk").desc())
    newest = own.filter(thread__in=threads).annotate(place=ranked).filter(place__lte=MOST_EARLIER + 1)
    for notice in newest.order_by("-pk"):
        found[notice.thread].append(_line(notice))
    return found


def _thread(head: Mapping[str, Any], lines: list[Line], is_muted: bool) -> Thread:
    total, waiting = int(str(head["total"])), int(str(head["unread"]))
    return Thread(str(head["thread"]), lines[0], tuple(lines[1:]), total, waiting, is_muted)


def _line(notice: Notice) -> Line:
    due, tone = "", "date"
    if notice.due_on:
        left = (notice.due_on - clock.today()).days
        due = f"{formats.day_and_month(notice.due_on)} · {formats.days_left(notice.due_on, clock.today())}"
        tone = "late" if left < 0 else "soon" if left <= 2 else "date"
    is_read = notice.read_at is not None
    return Line(
        notice.pk, notice.text, wording.why(notice), bool(notice.url), due, tone, notice.created_at, is_read
    )  # fmt: skip
