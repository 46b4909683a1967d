"""How an actor stands to a person on a date, and what follows from it.

Never "is a supervisor" but "is the superior of this person on this date".
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.db.models import Q

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, Person, ReportingLine


class Relation(StrEnum):
    """Relations of an actor to a person; acting officials and delegates hold the relation of the office."""

    SELF = "self"
    SUPERIOR = "superior"
    SUPERIOR_ABOVE = "superior_above"
    UNIT_HEAD = "unit_head"
    ANALYST = "analyst"
    ADMIN = "admin"
    AUDITOR = "auditor"


SEES_PERSON = frozenset(Relation)


def relations(actor: Actor, person_id: int, on: dt.date | None = None) -> frozenset[Relation]:
    """All relations of `actor` to the person on a date (default today). At most four queries."""
    day = on or clock.today()
    found: set[Relation] = set()
    me = actor.on_behalf_of or actor.person_id
    if actor.person_id == person_id:
        found.add(Relation.SELF)
    if me is not None and me != person_id:
        found |= _line_relations(me, person_id, day)
    units = _unit_path_ids(person_id, day)
    if me is not None and me != person_id and heads_any(me, units, day):
        found.add(Relation.UNIT_HEAD)
    for role in (Relation.ANALYST, Relation.ADMIN, Relation.AUDITOR):
        if any(g.role == role and (g.unit_id is None or g.unit_id in units) for g in actor.grants):
            found.add(role)
    return frozenset(found)


def _line_relations(me: int, person_id: int, day: dt.date) -> set[Relation]:
    superior = ReportingLine.objects.on(day).filter(person_id=person_id).values_list("superior_id", flat=True).first()
    if superior is None:
        return set()
    if superior == me:
        return {Relation.SUPERIOR}
    above = ReportingLine.objects.on(day).filter(person_id=superior, superior_id=me).exists()
    return {Relation.SUPERIOR_ABOVE} if above else set()


def _unit_path_ids(person_id: int, day: dt.date) -> frozenset[int]:
    """Ids of the units a person works in and of all units above."""
    paths = UnitVersion.objects.on(day).filter(
        unit__in=Assignment.objects.on(day).filter(person_id=person_id).values("unit")
    )
    return frozenset(int(i) for path in paths.values_list("path", flat=True) for i in path.split(".") if i)


def heads_any(person_id: int, unit_ids: frozenset[int], day: dt.date) -> bool:
    """Whether the person heads one of the units, as holder or acting official."""
    if not unit_ids:
        return False
    return (
        Assignment.objects.on(day)
        .filter(person_id=person_id, position__is_head=True, position__unit__in=unit_ids)
        .exists()
    )


def headed_units(person_id: int, on: dt.date | None = None) -> list[int]:
    """Units the person heads on a date, as holder or acting official."""
    held = Assignment.objects.on(on or clock.today()).filter(person_id=person_id, position__is_head=True)
    return list(held.values_list("position__unit", flat=True))


def check_visible(actor: Actor, person_id: int, on: dt.date | None = None) -> frozenset[Relation]:
    """The relations, or NotVisible when there is none: a page then answers 404."""
    found = relations(actor, person_id, on)
    if not found & SEES_PERSON:
        raise NotVisible
    return found


def visible_people(actor: Actor, on: dt.date | None = None) -> Q:
    """Filter on `Person` for lists: own record, line below (two levels), headed units and granted units."""
    day = on or clock.today()
    grants = [g for g in actor.grants if g.role in {"analyst", "admin", "auditor"}]
    if any(g.unit_id is None for g in grants):
        return Q()
    me = actor.on_behalf_of or actor.person_id
    seen = Q(pk=actor.person_id) if actor.person_id else Q(pk__in=[])
    units = {g.unit_id for g in grants if g.unit_id}
    if me is not None:
        direct = ReportingLine.objects.on(day).filter(superior_id=me)
        below = ReportingLine.objects.on(day).filter(superior__in=direct.values("person"))
        seen |= Q(pk__in=direct.values("person")) | Q(pk__in=below.values("person"))
        units |= set(headed_units(me, day))
    if units:
        seen |= Q(pk__in=_people_in(units, day))
    return seen


def _people_in(unit_ids: set[int], day: dt.date):  # type: ignore[no-untyped-def]
    inside = Q()
    for path in UnitVersion.objects.on(day).filter(unit__in=unit_ids).values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    versions = UnitVersion.objects.on(day).filter(inside)
    return Assignment.objects.on(day).filter(unit__in=versions.values("unit")).values("person")


def person_or_404(actor: Actor, person_id: int) -> Person:
    """The gate through which every view reaches a person."""
    check_visible(actor, person_id)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    return person
