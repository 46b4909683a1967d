"""Heads' posts that nobody holds today, with the people left without a rater and the head above who could act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from prestasi.organization.models import Position, UnitVersion
from prestasi.people.models import Assignment, ReportingLine

MOST = 200


@dataclass(frozen=True, slots=True)
class VacantPost:
    """One post. `led` are the people of its unit; `orphans` those among them without any superior today."""

    position_id: int
    title: str
    unit_id: int
    unit: str
    led: int
    orphans: int
    proposed_id: int | None
    proposed: str


def vacant_posts(path: str, day: dt.date) -> tuple[VacantPost, ...]:
    """Vacant posts of the units under a path, those with most people first. Three statements."""
    versions = {v.unit_id: v for v in UnitVersion.objects.on(day).filter(path__startswith=path)}
    rows = list(_vacant(versions, day))
    heads = _heads({unit for row in rows for unit in _above(versions[row.unit_id].path)}, day)
    found = [_post(row, versions[row.unit_id], heads) for row in rows]
    return tuple(sorted(found, key=lambda post: (-post.orphans, -post.led, post.unit)))


def _vacant(versions: dict[int, UnitVersion], day: dt.date) -> QuerySet[Position]:
    held = Assignment.objects.on(day).filter(position=OuterRef("pk")).exclude(kind="secondment")
    open_end = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    staff = Assignment.objects.on(day).filter(unit=OuterRef("unit"), kind="definitive").order_by().values("unit")
    line = ReportingLine.objects.on(day).filter(person=OuterRef("person"))
    alone = staff.filter(~Exists(line)).annotate(n=Count("pk")).values("n")
    posts = Position.objects.filter(open_end, is_head=True, valid_from__lte=day, unit__in=list(versions))
    return posts.filter(~Exists(held)).annotate(
        led=Subquery(staff.annotate(n=Count("pk")).values("n")), orphans=Subquery(alone)
    ).order_by("pk")[:MOST]  # fmt: skip


def _above(path: str) -> list[int]:
    """Units above, the nearest first."""
    return [int(part) for part in path.split(".") if part][-2::-1]


def _heads(units: set[int], day: dt.date) -> dict[int, Assignment]:
    """Who leads each unit today: the acting official before the holder."""
    held = Assignment.objects.on(day).filter(position__unit__in=units, position__is_head=True)
    rows = held.exclude(kind="secondment").select_related("person", "position")
    order = {"definitive": 0, "plh": 1, "plt": 2}
    return {row.position.unit_id: row for row in sorted(rows, key=lambda row: order.get(row.kind, -1))}


def proposed_leader(post: Position, day: dt.date) -> Assignment | None:
    """The nearest head above a post today."""
    version = UnitVersion.objects.on(day).filter(unit=post.unit_id).first()
    above = _above(version.path) if version else []
    return _nearest(above, _heads(set(above), day))


def _nearest(above: Sequence[int], heads: dict[int, Assignment]) -> Assignment | None:
    return next((heads[unit] for unit in above if unit in heads), None)


def _post(row: Position, version: UnitVersion, heads: dict[int, Assignment]) -> VacantPost:
    leader = _nearest(_above(version.path), heads)
    return VacantPost(
        row.pk, row.title, row.unit_id, version.name, row.led or 0, row.orphans or 0,  # type: ignore[attr-defined]
        leader.person_id if leader else None, leader.person.full_name if leader else "",
    )  # fmt: skip
