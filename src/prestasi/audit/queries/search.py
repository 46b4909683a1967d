"""I02: the auditor's search through events. Pages continue from an id, so the millionth costs what the first costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from prestasi.audit.kinds import KINDS, capacity_words
from prestasi.audit.models import Event
from prestasi.audit.permissions import check_can_read, check_can_search, visible_events
from prestasi.audit.queries.trail import line_of, sentence_of, title_of
from prestasi.audit.verify import is_intact
from prestasi.core import clock
from prestasi.core.above import rows_of
from prestasi.core.actor import Actor

PER_PAGE = 50
MOST_PEOPLE = 200
MOST_EXPORTED = 50_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; empty fields do not narrow. `oldest_first` turns the order."""

    kind: str = ""
    person: str = ""
    unit: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""
    oldest_first: bool = False

    def named(self) -> dict[str, str]:
        """The narrowing fields as text, for the event of an export."""
        pairs = {f: getattr(self, f) for f in ("kind", "person", "unit", "since", "until", "text")}
        return {name: str(value) for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Found:
    """One event in the list; `subject` and `unit` are names, "" when the event names none."""

    id: int
    number: str
    at: dt.datetime
    kind: str
    title: str
    sentence: str
    actor: str
    capacity: str
    on_behalf_of: str
    subject: str
    unit: str
    hash: str


@dataclass(frozen=True, slots=True)
class Result:
    """A page; `after` continues it, None on the last page."""

    events: tuple[Found, ...]
    after: int | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """One event in full, with its hash recomputed now and the events of the same object."""

    event: Found
    object_type: str
    object_id: int | None
    payload: tuple[tuple[str, str], ...]
    request_id: str
    code_version: str
    transaction: int
    is_intact: bool
    history: tuple[Any, ...] = field(default=())


def search(actor: Actor, filters: Filters, after: int | None = None) -> Result:
    """A page of events within the auditor's grant. Raises NotAllowed for anybody else."""
    check_can_search(actor)
    rows = list(_continued(_matching(actor, filters), filters, after)[: PER_PAGE + 1])
    more = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    return Result(_found(rows[:PER_PAGE]), more, after is None)


def exported(actor: Actor, filters: Filters) -> Iterator[Found]:
    """The same events for a file, at most 50,000, a thousand at a time."""
    check_can_search(actor)
    after, left = None, MOST_EXPORTED
    while left > 0:
        rows = list(_continued(_matching(actor, filters), filters, after)[: min(1_000, left)])
        if not rows:
            return
        yield from _found(rows)
        after, left = rows[-1].pk, left - len(rows)


def detail(actor: Actor, event_id: int) -> Detail:
    """One event for an auditor within the grant. Raises NotVisible outside it."""
    check_can_search(actor)
    event = check_can_read(actor, Event.objects.filter(visible_events(actor), pk=event_id).first())
    same = Event.objects.filter(visible_events(actor), object_type=event.object_type, object_id=event.object_id)
    return Detail(
        event=_found([event])[0],
        object_type=event.object_type,
        object_id=event.object_id,
        payload=tuple((name, str(value)) for name, value in event.payload.items()),
        request_id=event.request_id,
        code_version=event.code_version,
        transaction=event.transaction,
        is_intact=is_intact(event.pk),
        history=tuple(line_of(e) for e in same.order_by("-pk")[:20]),
    )


def kinds() -> list[tuple[str, str]]:
    """All kinds with their words, by words."""
    return sorted(((name, str(kind.title)) for name, kind in KINDS.items()), key=lambda pair: pair[1])


def _matching(actor: Actor, filters: Filters) -> QuerySet[Event]:
    rows = Event.objects.filter(visible_events(actor))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.unit:
        rows = rows.filter(unit_id=filters.unit)
    if filters.person:
        people = list(_people(filters.person))
        rows = rows.filter(Q(subject_person_id__in=people) | Q(actor_person_id__in=people))
    if filters.text:
        rows = rows.annotate(words=Cast("payload", TextField()))
        rows = rows.filter(Q(words__icontains=filters.text) | Q(actor_name__icontains=filters.text))
    return _dated(rows, filters)


def _dated(rows: QuerySet[Event], filters: Filters) -> QuerySet[Event]:
    if filters.since:
        rows = rows.filter(at__gte=_midnight(filters.since))
    return rows.filter(at__lt=_midnight(filters.until + dt.timedelta(days=1))) if filters.until else rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _continued(rows: QuerySet[Event], filters: Filters, after: int | None) -> QuerySet[Event]:
    if filters.oldest_first:
        return (rows.filter(pk__gt=after) if after else rows).order_by("pk")
    return (rows.filter(pk__lt=after) if after else rows).order_by("-pk")


def _people(typed: str) -> QuerySet[Any, Any]:
    """Ids of people by number or name."""
    digits = "".join(c for c in typed if c.isdigit())
    if digits:
        numbers = rows_of("people.IdentityNumber")
        return numbers.filter(number__startswith=digits).values_list("person_id", flat=True)[:MOST_PEOPLE]
    people = rows_of("people.Person")
    for word in typed.split()[:4]:
        people = people.filter(name__icontains=word)
    return people.values_list("pk", flat=True)[:MOST_PEOPLE]


def _found(rows: list[Event]) -> tuple[Found, ...]:
    people = _names({i for e in rows for i in (e.subject_person_id, e.on_behalf_of_id) if i})
    units = _unit_names({e.unit_id for e in rows if e.unit_id})
    return tuple(
        Found(
            e.pk, e.number, e.at, e.kind, title_of(e.kind), sentence_of(e.kind, e.payload), e.actor_name,
            capacity_words(e.capacity),
            people.get(e.on_behalf_of_id or 0, ""), people.get(e.subject_person_id or 0, ""),
            units.get(e.unit_id or 0, ""), e.hash,
        )
        for e in rows
    )  # fmt: skip


def _names(ids: set[int]) -> dict[int, str]:
    people = rows_of("people.Person")
    return dict(people.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _unit_names(ids: set[int]) -> dict[int, str]:
    versions = rows_of("organization.UnitVersion")
    return dict(versions.on(clock.today()).filter(unit__in=ids).values_list("unit_id", "name")) if ids else {}
