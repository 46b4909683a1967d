"""S1 Bacaan tim: what changed since the superior last looked, person by person. Six statements for any team."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.dialogue.models import AgendaItem, Agreement, Dialogue, DialogueKind, TeamReading
from prestasi.people.models import Person
from prestasi.performance.models import Progress
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.words import quantity

FIRST_LOOK = dt.timedelta(days=14)
MOST = 400


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: when, a sentence, a note, an icon."""

    at: dt.datetime
    text: str
    note: str
    icon: str


@dataclass(frozen=True, slots=True)
class Reader:
    person_id: int
    name: str
    since: dt.datetime
    changes: tuple[Change, ...]
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """`until` is when the page was made; what comes later is not marked as seen with it."""

    people: tuple[Reader, ...]
    current: Reader | None
    until: dt.datetime
    previous: int | None = None
    next: int | None = None


def reading_page(actor: Actor, person_id: int | None = None) -> Reading:
    """The members with something new, at one of them (default: the first)."""
    gate.check_scope(actor, gate.REVIEW)
    until = clock.database_now()
    team = _team(actor, until)
    found = _changes(team)
    people = [Reader(pk, name, since, tuple(found[pk])) for pk, (name, since) in team.items() if found.get(pk)]
    if person_id is not None and person_id not in team:
        raise NotVisible
    ids = [reader.person_id for reader in people]
    chosen = person_id if person_id in ids else (ids[0] if ids else None)
    at = ids.index(chosen) if chosen is not None else 0
    return Reading(
        tuple(people), people[at] if people else None, until, ids[at - 1] if at else None,
        ids[at + 1] if at + 1 < len(ids) else None,
    )  # fmt: skip


def _team(actor: Actor, until: dt.datetime) -> dict[int, tuple[str, dt.datetime]]:
    """Person id -> name and the moment up to which everything was seen, for whom the actor leads today."""
    me, day = gate.acting_person(actor), clock.today()
    if me is None:
        return {}
    open_end = Q(superiors__valid_to__isnull=True) | Q(superiors__valid_to__gt=day)
    seen = TeamReading.objects.filter(reader=me, person=OuterRef("pk")).values("seen_until")
    people = Person.objects.filter(open_end, superiors__superior=me, superiors__valid_from__lte=day)
    rows = people.exclude(pk=actor.person_id or 0).annotate(seen=Subquery(seen)).order_by("name", "pk")
    return {row.pk: (row.full_name, row.seen or until - FIRST_LOOK) for row in rows[:MOST]}


def _changes(team: dict[int, tuple[str, dt.datetime]]) -> dict[int, list[Change]]:
    """New things of everybody, newest first, each after that person's own mark."""
    if not team:
        return {}
    least = min(since for _name, since in team.values())
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for person_id, change in _all(list(team), least):
        if change.at > team[person_id][1]:
            found[person_id].append(change)
    for changes in found.values():
        changes.sort(key=lambda change: change.at, reverse=True)
    return found


def _all(ids: list[int], since: dt.datetime) -> Iterator[tuple[int, Change]]:
    yield from _reports(ids, since)
    yield from _agreements(ids, since)
    yield from _items(ids, since)
    yield from _dialogues(ids, since)


def _reports(ids: list[int], since: dt.datetime) -> Iterator[tuple[int, Change]]:
    rows = Progress.objects.filter(reported_by__in=ids, reported_at__gt=since).exclude(state="replaced")
    for row in rows.select_related("indicator").annotate(files=Count("evidence")).order_by("-reported_at")[:MOST]:
        figure = f"{quantity(row.value)} {row.indicator.unit_of_measure}" if row.value is not None else ""
        told = [figure.strip(), _("sampai %s") % formats.short_date(row.on), _("%s bukti") % row.files, row.note]
        note = " · ".join(part for part in told if part)
        yield row.reported_by_id, Change(row.reported_at, row.indicator.name, note, "pencil-plus")


def _agreements(ids: list[int], since: dt.datetime) -> Iterator[tuple[int, Change]]:
    rows = Agreement.objects.filter(person__in=ids, ended_at__gt=since, ended_by__in=ids)
    for row in rows.exclude(dialogue__kind=DialogueKind.COUNSELLING)[:MOST]:
        assert row.ended_at is not None
        text = _("Kesepakatan %(state)s: %(text)s") % {"state": row.get_state_display().lower(), "text": row.text}
        yield row.person_id, Change(row.ended_at, text, row.ended_note, "checkbox")


def _items(ids: list[int], since: dt.datetime) -> Iterator[tuple[int, Change]]:
    rows = AgendaItem.objects.filter(added_by__in=ids, added_at__gt=since)
    for row in rows.exclude(dialogue__kind=DialogueKind.COUNSELLING)[:MOST]:
        if row.added_by_id == row.person_id:
            yield row.person_id, Change(row.added_at, _("Pokok bahasan: %s") % row.text, "", "messages")


def _dialogues(ids: list[int], since: dt.datetime) -> Iterator[tuple[int, Change]]:
    asked = Q(proposed_by="employee", proposed_at__gt=since)
    rows = Dialogue.objects.filter(asked | Q(employee_confirmed_at__gt=since), person__in=ids)
    for row in rows.exclude(kind=DialogueKind.COUNSELLING)[:MOST]:
        if row.employee_confirmed_at is not None and row.employee_confirmed_at > since:
            yield row.person_id, Change(row.employee_confirmed_at, _("Catatan dialog dikonfirmasi"),
                                        formats.short_date(row.starts_at), "checks")  # fmt: skip
        else:
            yield row.person_id, Change(row.proposed_at, _("Meminta dialog"), formats.stamp(row.starts_at), "messages")
