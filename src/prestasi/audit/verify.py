"""Recomputing the hash of every event from what the table holds now, independently of the database's own function.

The text that is hashed is the one of migration `audit.0002_append_only`: the fields in order, joined by the unit
separator, the time in UTC to the microsecond, missing numbers as 0, the payload as PostgreSQL writes jsonb.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from prestasi.audit.models import Event

SEPARATOR = "\x1f"
CHUNK = 5_000
MOST_NAMED = 100
_FIELDS = (
    "id", "at", "kind", "actor_user_id", "actor_person_id", "actor_name", "on_behalf_of_id", "capacity",
    "subject_person_id", "unit_id", "object_type", "object_id", "payload_text", "hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verification:
    """How many events were read, how many do not fit their hash, and the first of those by id."""

    checked: int
    broken: int
    named: tuple[int, ...]
    last_id: int

    @property
    def is_whole(self) -> bool:
        return self.broken == 0


def verify_events(
    *, after: int = 0, upto: int | None = None, progress: Callable[[int], None] | None = None, using: str = "default"
) -> Verification:
    """Read the events in order of id, in constant memory; `progress` hears the count after each chunk."""
    checked, broken, named, last = 0, 0, list[int](), after
    for row in _rows(after, upto, using):
        checked, last = checked + 1, row[0]
        if expected_hash(row[:-1]) != row[-1]:
            broken += 1
            named += [row[0]] if len(named) < MOST_NAMED else []
        if progress and checked % CHUNK == 0:
            progress(checked)
    return Verification(checked, broken, tuple(named), last)


def _rows(after: int, upto: int | None, using: str) -> Iterator[tuple[Any, ...]]:
    rows = Event.objects.using(using).filter(pk__gt=after)
    rows = rows if upto is None else rows.filter(pk__lte=upto)
    return _as_text(rows).order_by("pk").iterator(chunk_size=CHUNK)


def _as_text(rows: QuerySet[Event]) -> QuerySet[Event, tuple[Any, ...]]:
    return rows.annotate(payload_text=Cast("payload", TextField())).values_list(*_FIELDS)


def expected_hash(row: tuple[Any, ...]) -> str:
    """SHA-256 in hexadecimal of one row in the order of the fields above, without the stored hash."""
    number, at, kind, *rest = row
    texts = [str(number), _moment(at), kind, *(_text(value) for value in rest)]
    return hashlib.sha256(SEPARATOR.join(texts).encode()).hexdigest()


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def _text(value: object) -> str:
    return "0" if value is None else str(value)


def is_intact(event_id: int) -> bool:
    """Whether one event still fits its hash."""
    row = _as_text(Event.objects.filter(pk=event_id)).get()
    return expected_hash(row[:-1]) == row[-1]
