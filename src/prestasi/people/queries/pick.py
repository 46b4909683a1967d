"""Finding one person, post or unit from what somebody typed: an id mark, a whole number, or a name that fits once.

A suggestion reads "Laras Misalkan · Kepala Dinas Kesehatan (#12)"; its mark makes the choice exact without a script.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.lookups import escape_like
from prestasi.organization.models import Position, UnitVersion
from prestasi.organization.queries.units import units_on
from prestasi.people.models import Assignment, IdentityNumber, Person, ReportingLine
from prestasi.people.permissions import visible_people

MOST = 8
_MARK = re.compile(r"\(#(\d{1,18})\)\s*$")


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion; `text` is what the field holds when it is taken."""

    id: int
    name: str
    note: str

    @property
    def text(self) -> str:
        middle = f" · {self.note}" if self.note else ""
        return f"{self.name}{middle} (#{self.id})"


def suggest(actor: Actor, kind: str, text: str) -> list[Choice]:
    """Up to eight choices for a typed beginning; kind is person, leader, post or unit."""
    text = text.strip()
    if len(text) < 3 or kind not in _FINDERS:
        return []
    return _FINDERS[kind](actor, text, clock.today())


def resolve(actor: Actor, kind: str, text: str) -> list[Choice]:
    """What the text means: one choice when it is clear, several when it is not, none when nothing fits."""
    if mark := _MARK.search(text):
        return _by_id(kind, int(mark.group(1)), clock.today())
    return suggest(actor, kind, text)


def labelled(kind: str, pk: int | None) -> str:
    """The text of a known choice, to fill a form with."""
    found = _by_id(kind, pk, clock.today()) if pk else []
    return found[0].text if found else ""


def _by_id(kind: str, pk: int, day: dt.date) -> list[Choice]:
    if kind == "unit":
        return _units(Q(unit_id=pk), day)
    return _posts(Q(pk=pk), day) if kind == "post" else _people(Q(pk=pk), day)


def _words(column: str, text: str) -> Q:
    found = Q()
    for word in text.split()[:5]:
        found &= Q(**{f"{column}__ilike": f"%{escape_like(word)}%"})
    return found


def _named(text: str) -> Q:
    digits = text.replace(" ", "").replace("\u00a0", "")
    if digits.isdigit():
        return Q(pk__in=IdentityNumber.objects.filter(number=digits).values("person_id"))
    return _words("name", text)


def _people(wanted: Q, day: dt.date) -> list[Choice]:
    active = Q(left_on__isnull=True) | Q(left_on__gt=day)
    people = list(Person.objects.filter(wanted, active).order_by("name", "id")[:MOST])
    held = Assignment.objects.on(day).filter(person_id__in=[p.pk for p in people], kind="definitive")
    titles = dict(held.values_list("person_id", "position__title"))
    return [Choice(p.pk, p.full_name, titles.get(p.pk, "")) for p in people]


def _find_person(actor: Actor, text: str, day: dt.date) -> list[Choice]:
    return _people(_named(text) & visible_people(actor, day), day)


def _find_leader(_actor: Actor, text: str, day: dt.date) -> list[Choice]:
    """Anybody who leads somebody or heads a unit today: their names are no secret inside the agency."""
    leads = Q(pk__in=ReportingLine.objects.on(day).values("superior_id"))
    heads = Q(pk__in=Assignment.objects.on(day).filter(position__is_head=True).values("person_id"))
    return _people(_named(text) & (leads | heads), day)


def _posts(wanted: Q, day: dt.date) -> list[Choice]:
    posts = list(Position.objects.on(day).filter(wanted).order_by("title", "id")[:MOST])
    units = units_on([p.unit_id for p in posts], day)
    return [Choice(p.pk, p.title, units[p.unit_id].name if p.unit_id in units else "") for p in posts]


def _find_post(_actor: Actor, text: str, day: dt.date) -> list[Choice]:
    """Words may come from the title or from the name of the unit."""
    wanted = Q()
    for word in text.split()[:5]:
        units = UnitVersion.objects.on(day).filter(_words("name", word))
        wanted &= _words("title", word) | Q(unit_id__in=units.values("unit_id"))
    return _posts(wanted, day)


def _units(wanted: Q, day: dt.date) -> list[Choice]:
    versions = UnitVersion.objects.on(day).filter(wanted).order_by("name")[:MOST]
    above = units_on([v.parent_id for v in versions if v.parent_id], day)
    return [Choice(v.unit_id, v.name, above[v.parent_id].name if v.parent_id in above else "") for v in versions]


def _find_unit(_actor: Actor, text: str, day: dt.date) -> list[Choice]:
    return _units(_words("name", text), day)


_FINDERS: dict[str, Callable[[Actor, str, dt.date], list[Choice]]] = {
    "person": _find_person,
    "leader": _find_leader,
    "post": _find_post,
    "unit": _find_unit,
}
