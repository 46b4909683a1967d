"""The own trail: what a person did and what was done about them, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from prestasi.audit.kinds import KINDS
from prestasi.audit.models import Event
from prestasi.audit.permissions import HIDDEN_FROM_SUBJECT
from prestasi.core import formats
from prestasi.core.actor import Actor

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One event as a line. `number` and `hash` lead to its receipt."""

    id: int
    number: str
    at: dt.datetime
    title: str
    sentence: str
    actor: str
    hash: str


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of lines; `older` is the id to continue before, None on the last page."""

    lines: tuple[TrailLine, ...]
    older: int | None
    is_first: bool


def title_of(kind: str) -> str:
    """The words of a kind; a kind that no longer exists is shown by its name."""
    return str(KINDS[kind].title) if kind in KINDS else kind


class _Missing(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "-"


def sentence_of(kind: str, payload: dict[str, Any]) -> str:
    """The sentence of a kind with its payload filled in; values are text, never a pattern."""
    words = str(KINDS[kind].sentence) if kind in KINDS else ""
    return words.format_map(_Missing({k: formats.text(v) for k, v in payload.items()})) if words else ""


def line_of(event: Event, viewer_person: int | None = None) -> TrailLine:
    """One event for the page of `viewer_person`, who is called "Anda"."""
    is_own = viewer_person is not None and event.actor_person_id == viewer_person
    actor = _("Anda") if is_own else (event.actor_name or _("Sistem"))
    words = title_of(event.kind), sentence_of(event.kind, event.payload)
    return TrailLine(event.pk, event.number, event.at, *words, actor, event.hash)


def trail_of(actor: Actor, before: int | None = None, kind: str = "") -> Trail:
    """A page of the own trail, older than the event `before`. Two index walks, whatever the length of the trail."""
    me = actor.person_id
    did = Q(actor_user_id=actor.user_id) if me is None else Q(actor_person_id=me)
    parts = [did] if me is None else [did, Q(subject_person_id=me) & ~Q(kind__in=HIDDEN_FROM_SUBJECT)]
    rows = _newest(parts, before, kind)
    more = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    return Trail(tuple(line_of(row, me) for row in rows[:PER_PAGE]), more, before is None)


def whole_trail(actor: Actor, kind: str = "") -> Iterator[TrailLine]:
    """Every line of the own trail, page by page, for a file."""
    before: int | None = None
    while True:
        page = trail_of(actor, before, kind)
        yield from page.lines
        if page.older is None:
            return
        before = page.older


def _newest(parts: list[Q], before: int | None, kind: str) -> list[Event]:
    found: dict[int, Event] = {}
    for part in parts:
        for event in _limited(part, before, kind):
            found[event.pk] = event
    return sorted(found.values(), key=lambda event: -event.pk)[: PER_PAGE + 1]


def _limited(part: Q, before: int | None, kind: str) -> QuerySet[Event]:
    rows = Event.objects.filter(part).order_by("-pk")
    rows = rows.filter(pk__lt=before) if before else rows
    return (rows.filter(kind=kind) if kind else rows)[: PER_PAGE + 1]


def recent_about_account(user_id: int | None, most: int = 8) -> tuple[TrailLine, ...]:
    """The last events about sign-in and security of one account, by whomever."""
    rows = Event.objects.filter(object_type="accounts.user", object_id=user_id).order_by("-pk")[:most]
    return tuple(line_of(row) for row in rows)
