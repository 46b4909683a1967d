"""How an actor stands to a person on a date, and what follows from it.

Never "is a supervisor" but "is the superior of this person on this date". `check_visible` says for one person what
`visible_people` says for lists, so that lists and pages cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.memo import remembered
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
SEES_PRIVATE = frozenset({Relation.SELF, Relation.ANALYST})
"""Class K3: birth date, e-mail, family, health leave."""
GRANTED = (Relation.ANALYST, Relation.ADMIN, Relation.AUDITOR)


def relations(actor: Actor, person_id: int, on: dt.date | None = None) -> frozenset[Relation]:
    """All relations of `actor` to the person on a date (default today). One query, remembered while reading.

    Nobody stands above themselves: with SELF, lines and headed units count for nothing, so that neither a head nor a
    delegate ever decides about their own record.
    """
    day = on or clock.today()
    return remembered((actor, person_id, day), lambda: _relations(actor, person_id, day))


def _relations(actor: Actor, person_id: int, day: dt.date) -> frozenset[Relation]:
    me = actor.on_behalf_of or actor.person_id
    row = _lines(person_id, me or 0, day)
    if row is None:
        return frozenset()
    units = _ids(row["paths"])
    found = {r for r in GRANTED if any(g.role == r and (g.unit_id is None or g.unit_id in units) for g in actor.grants)}
    if actor.person_id == person_id:
        return frozenset(found | {Relation.SELF})
    if me is None or me == person_id:
        return frozenset(found)
    if row["superior"] == me:
        found.add(Relation.SUPERIOR)
    elif row["above"] == me:
        found.add(Relation.SUPERIOR_ABOVE)
    if units & set(row["headed"]):
        found.add(Relation.UNIT_HEAD)
    return frozenset(found)


class Lines(TypedDict):
    """How the reporting lines and units of one person look from another."""

    superior: int | None
    above: int | None
    paths: list[str]
    headed: list[int]


def _lines(person_id: int, me: int, day: dt.date) -> Lines | None:
    """Superior, superior's superior, paths of the units worked in, and the units `me` heads. None: no such person."""
    line = ReportingLine.objects.on(day)
    posts = Assignment.objects.on(day)
    paths = UnitVersion.objects.on(day).filter(unit__in=posts.filter(person=OuterRef(OuterRef("pk"))).values("unit"))
    headed = posts.filter(person=me, position__is_head=True).values("position__unit")
    return (
        Person.objects.filter(pk=person_id)
        .annotate(
            superior=Subquery(line.filter(person=OuterRef("pk")).values("superior")[:1]),
            above=Subquery(line.filter(person=OuterRef("superior")).values("superior")[:1]),
            paths=ArraySubquery(paths.values("path")),
            headed=ArraySubquery(headed),
        )
        .values("superior", "above", "paths", "headed")
        .first()
    )


def _ids(paths: list[str]) -> frozenset[int]:
    """Ids of the units of the paths and of all units above them."""
    return frozenset(int(i) for path in paths for i in path.split(".") if i)


def heads_any(person_id: int, unit_ids: frozenset[int], day: dt.date) -> bool:
    """Whether the person heads one of the units, as holder or acting official."""
    return not unit_ids.isdisjoint(headed_units(person_id, day))


def headed_units(person_id: int, on: dt.date | None = None) -> list[int]:
    """Units the person heads on a date, as holder or acting official. Asked once per page."""
    return list(_headed(person_id, on or clock.today()))


def _headed(person_id: int, day: dt.date) -> dict[int, str]:
    """Unit -> path ("" where the unit has ended) of everything the person heads."""
    paths = UnitVersion.objects.on(day).filter(unit=OuterRef("position__unit")).values("path")
    held = Assignment.objects.on(day).filter(person_id=person_id, position__is_head=True)
    rows = held.values_list("position__unit", Subquery(paths[:1])).order_by()
    return remembered(("people.headed", person_id, day), lambda: {unit: path or "" for unit, path in rows})


def check_visible(actor: Actor, person_id: int, on: dt.date | None = None) -> frozenset[Relation]:
    """The relations, or NotVisible when there is none: a page then answers 404."""
    found = relations(actor, person_id, on)
    if not found & SEES_PERSON:
        raise NotVisible
    return found


def visible_people(actor: Actor, on: dt.date | None = None) -> Q:
    """Filter on `Person` for lists: own record, line below (two levels), headed units and granted units."""
    day = on or clock.today()
    grants = [g for g in actor.grants if g.role in GRANTED]
    if any(g.unit_id is None for g in grants):
        return Q()
    me = actor.on_behalf_of or actor.person_id
    seen = Q(pk=actor.person_id) if actor.person_id else Q(pk__in=[])
    units = {g.unit_id for g in grants if g.unit_id}
    paths = list(UnitVersion.objects.on(day).filter(unit__in=units).values_list("path", flat=True)) if units else []
    if me is not None:
        direct = ReportingLine.objects.on(day).filter(superior_id=me)
        below = ReportingLine.objects.on(day).filter(superior__in=direct.values("person"))
        seen |= Q(pk__in=direct.values("person")) | Q(pk__in=below.values("person"))
        paths += [path for path in _headed(me, day).values() if path]
    if paths:
        seen |= Q(pk__in=_people_in(paths, day))
    return seen if me is None or me == actor.person_id else seen & ~Q(pk=me)


def _people_in(paths: list[str], day: dt.date) -> QuerySet[Any, Any]:
    inside = Q()
    for path in paths:
        inside |= Q(path__startswith=path)
    versions = UnitVersion.objects.on(day).filter(inside)
    return Assignment.objects.on(day).filter(unit__in=versions.values("unit")).values("person")


def person_or_404(actor: Actor, person_id: int) -> Person:
    """The gate through which every view reaches a person."""
    return person_and_relations(actor, person_id)[0]


def person_and_relations(actor: Actor, person_id: int) -> tuple[Person, frozenset[Relation]]:
    """The same gate for pages that show more to some: the person and how the actor stands to them."""
    found = check_visible(actor, person_id)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    return person, found
