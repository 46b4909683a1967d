"""Whom an employee may propose: others under the same superior, and people of the neighbouring units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q

from prestasi.colleagues.groups import Group
from prestasi.colleagues.models import Subject
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, AssignmentKind, ReportingLine

MOST = 300


@dataclass(frozen=True, slots=True)
class Candidate:
    person_id: int
    name: str
    post: str


def candidates(subject: Subject, day: dt.date) -> dict[Group, tuple[Candidate, ...]]:
    """Candidates by group, three statements. Superior and subordinates are in neither group."""
    line = dict(
        ReportingLine.objects.on(day)
        .filter(Q(person=subject.person_id) | Q(superior=subject.person_id))
        .values_list("person_id", "superior_id")
    )
    superior = line.pop(subject.person_id, None)
    barred = {subject.person_id, *line, *([superior] if superior else [])}
    posts = Assignment.objects.on(day).filter(kind=AssignmentKind.DEFINITIVE, person__left_on__isnull=True)
    peers = posts.filter(person__superiors__in=ReportingLine.objects.on(day).filter(superior=superior or 0))
    units = UnitVersion.objects.on(day)
    parent = units.filter(unit=subject.unit_id).values("parent")
    near = posts.filter(unit__in=units.filter(parent__in=parent).exclude(unit=subject.unit_id).values("unit"))
    found = {Group.PEER: _named(peers, barred)}
    found[Group.OTHER_UNIT] = _named(near, barred | {c.person_id for c in found[Group.PEER]})
    return found


def _named(posts: object, barred: set[int]) -> tuple[Candidate, ...]:
    rows = (
        posts.exclude(person__in=barred)  # type: ignore[attr-defined]
        .order_by("person__name", "person_id")
        .values_list("person_id", F("person__name"), F("position__title"))
    )
    return tuple(Candidate(*row) for row in rows[:MOST])
