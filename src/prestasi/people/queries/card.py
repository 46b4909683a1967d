"""The person card (B03): every dated fact with its source, and the same facts in order of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.organization.models import UnitVersion
from prestasi.people.models import (
    Assignment,
    CorrectionRequest,
    Education,
    IdentityNumber,
    Leave,
    Person,
    RankRecord,
    ReportingLine,
)
from prestasi.people.permissions import GRANTED, Relation
from prestasi.people.queries.labels import acting_title, full_name, rank_label

MOST_BELOW = 60


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact: what, a second line, from and until (None: still true), who says so."""

    text: str
    detail: str
    start: dt.date
    end: dt.date | None
    source: str
    kind: str
    is_current: bool
    link_id: int | None = None
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A person above or below: name, post and since when; `capacity` is definitive, plt or plh."""

    id: int
    name: str
    post: str
    capacity: str
    start: dt.date
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline."""

    day: dt.date
    text: str
    detail: str
    icon: str
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card shows, for the day it shows."""

    id: int
    name: str
    initials: str
    employment: str
    sex: str
    born_on: dt.date | None
    joined_on: dt.date
    left_on: dt.date | None
    left_reason: str
    email: str
    number: str
    number_kind: str
    rank: str
    post: str
    unit: str
    unit_id: int | None
    leave: Fact | None
    superior: Beside | None
    below: tuple[Beside, ...]
    posts: tuple[Fact, ...]
    ranks: tuple[Fact, ...]
    lines: tuple[Fact, ...]
    education: tuple[Fact, ...]
    leaves: tuple[Fact, ...]
    numbers: tuple[Fact, ...]
    timeline: tuple[Moment, ...]
    has_open_correction: bool
    acting_now: Fact | None


def card_of(person: Person, day: dt.date | None = None, *, with_private: bool = False) -> Card:
    """The card of a person who has passed the gate. Eight queries.

    Birth date and address (class K3) are left out unless `with_private`, which the gate of `Act.SEE_PRIVATE` decides.
    """
    on = day or clock.today()
    posts = _posts(person.pk, on)
    ranks = _ranks(person.pk, on)
    numbers = _numbers(person.pk, on)
    leaves = _leaves(person.pk, on)
    lines, superior, below = _lines(person.pk, on)
    current = next((f for f in posts if f.is_current and f.kind == "definitive"), None)
    number = next((f for f in numbers if f.is_current), None)
    return Card(
        id=person.pk, name=person.full_name, initials=person.initials, employment=person.get_employment_display(),
        sex=person.get_sex_display(), born_on=person.born_on if with_private else None,
        joined_on=person.joined_on, left_on=person.left_on,
        left_reason=person.left_reason, email=person.email if with_private else "",
        number=number.text if number else "",
        number_kind=number.detail if number else "", rank=next((f.text for f in ranks if f.is_current), ""),
        post=current.text if current else "", unit=current.detail if current else "",
        unit_id=current.link_id if current else None, leave=next((f for f in leaves if f.is_current), None),
        superior=superior, below=below, posts=posts, ranks=ranks, lines=lines, education=_education(person.pk),
        leaves=leaves, numbers=numbers, timeline=_timeline(person, [*posts, *ranks, *lines, *leaves], on),
        has_open_correction=CorrectionRequest.objects.filter(person_id=person.pk, state="open").exists(),
        acting_now=next((f for f in posts if f.is_current and f.kind in ("plt", "plh")), None),
    )  # fmt: skip


def seen_beside(actor: Actor, card: Card, found: frozenset[Relation]) -> frozenset[int]:
    """Who of those above and below the actor surely may open: their cards are linked, the others are only named.

    Told from the relations to the card alone: whoever sees the whole agency opens all; the line opens two levels down.
    """
    above = {card.superior.id} if card.superior else set()
    below = {one.id for one in card.below}
    if any(grant.role in GRANTED and grant.unit_id is None for grant in actor.grants):
        return frozenset(above | below | {fact.link_id for fact in card.lines if fact.link_id})
    seen = below if found & {Relation.SELF, Relation.SUPERIOR} else set()
    return frozenset(seen | above if found & {Relation.SUPERIOR, Relation.SUPERIOR_ABOVE} else seen)


def _current(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    return start <= day and (end is None or day < end)


def _posts(person_id: int, day: dt.date) -> tuple[Fact, ...]:
    rows = Assignment.objects.filter(person_id=person_id).order_by("-valid_from", "kind").values_list(
        "position__title", "unit_id", "kind", "valid_from", "valid_to", "decree", "source", "id"
    )  # fmt: skip
    names = _unit_names({row[1] for row in rows})
    return tuple(
        Fact(acting_title(kind, title), _name_on(names, unit, start), start, end, decree or source, kind,
             _current(start, end, day), unit, pk)
        for title, unit, kind, start, end, decree, source, pk in rows
    )  # fmt: skip


def _unit_names(ids: set[int]) -> dict[int, list[tuple[dt.date, str]]]:
    """Names of units through time, oldest first."""
    names: dict[int, list[tuple[dt.date, str]]] = {}
    versions = UnitVersion.objects.filter(unit_id__in=ids).order_by("valid_from")
    for unit, start, name in versions.values_list("unit_id", "valid_from", "name"):
        names.setdefault(unit, []).append((start, name))
    return names


def _name_on(names: dict[int, list[tuple[dt.date, str]]], unit: int, day: dt.date) -> str:
    known = names.get(unit, [])
    return next((name for start, name in reversed(known) if start <= day), known[0][1] if known else "")


def _ranks(person_id: int, day: dt.date) -> tuple[Fact, ...]:
    rows = RankRecord.objects.filter(person_id=person_id).order_by("-valid_from")
    return tuple(
        Fact(rank_label(r.scale, r.rank), r.get_scale_display(), r.valid_from, r.valid_to, r.decree or r.source, "rank",
             r.is_valid_on(day))
        for r in rows
    )  # fmt: skip


def _numbers(person_id: int, day: dt.date) -> tuple[Fact, ...]:
    rows = IdentityNumber.objects.filter(person_id=person_id).order_by("-valid_from")
    return tuple(
        Fact(n.number, n.get_kind_display(), n.valid_from, n.valid_to, n.source, "number", n.is_valid_on(day))
        for n in rows
    )


def _leaves(person_id: int, day: dt.date) -> tuple[Fact, ...]:
    rows = Leave.objects.filter(person_id=person_id).order_by("-valid_from")
    return tuple(
        Fact(leave.get_kind_display(), "", leave.valid_from, leave.valid_to, leave.source, "leave",
             leave.is_valid_on(day))
        for leave in rows
    )  # fmt: skip


def _education(person_id: int) -> tuple[Fact, ...]:
    rows = Education.objects.filter(person_id=person_id).order_by("-graduated_in")
    return tuple(
        Fact(e.get_level_display(), e.field, dt.date(e.graduated_in, 1, 1), None, e.source, "education", False)
        for e in rows
    )


def _lines(person_id: int, day: dt.date) -> tuple[tuple[Fact, ...], Beside | None, tuple[Beside, ...]]:
    """Lines upwards through all time, the superior and the people below on the day."""
    down = Q(superior_id=person_id, valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    found = list(
        ReportingLine.objects.filter(Q(person_id=person_id) | down)
        .select_related("person", "superior")
        .order_by("-valid_from", "person__name")
    )
    up = [line for line in found if line.person_id == person_id]
    below = [line for line in found if line.person_id != person_id][:MOST_BELOW]
    now = next((line for line in up if line.is_valid_on(day)), None)
    titles = _titles([line.person_id for line in below] + ([now.superior_id] if now else []), day)
    facts = tuple(_line_fact(line, day) for line in up)
    superior = _beside(now, now.superior, titles) if now else None
    return facts, superior, tuple(_beside(line, line.person, titles) for line in below)


def _line_fact(line: ReportingLine, day: dt.date) -> Fact:
    capacity = acting_title(line.capacity, _("atasan langsung")) if line.capacity != "definitive" else ""
    return Fact(
        line.superior.full_name, capacity, line.valid_from, line.valid_to, line.source, "line", line.is_valid_on(day),
        line.superior_id,
    )  # fmt: skip


def _titles(ids: list[int], day: dt.date) -> dict[int, str]:
    held = Assignment.objects.on(day).filter(person_id__in=ids, kind="definitive")
    return dict(held.values_list("person_id", "position__title"))


def _beside(line: ReportingLine, person: Person, titles: dict[int, str]) -> Beside:
    name = full_name(person.name, person.title_before, person.title_after)
    return Beside(person.pk, name, titles.get(person.pk, ""), line.capacity, line.valid_from, line.valid_to)


_ICONS = {"rank": "stairs-up", "line": "hierarchy-2", "leave": "beach"}


def _timeline(person: Person, facts: list[Fact], day: dt.date) -> tuple[Moment, ...]:
    """All beginnings in order, newest first."""
    words = {"rank": _("Golongan %s"), "line": _("Atasan langsung: %s"), "leave": _("%s")}
    moments = [
        Moment(f.start, words.get(f.kind, "%s") % f.text, f.detail, _ICONS.get(f.kind, "briefcase"), f.start > day)
        for f in facts
    ]
    moments.append(Moment(person.joined_on, _("Mulai bekerja"), person.get_employment_display(), "door-enter", False))
    if person.left_on:
        moments.append(
            Moment(person.left_on, _("Berhenti bekerja"), person.left_reason, "door-exit", person.left_on > day)
        )
    return tuple(sorted(moments, key=lambda m: m.day, reverse=True))
