"""Who leads whom when a head's post changes hands: followers are the unit's staff and the heads of its child units."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from prestasi.organization.models import Position, UnitVersion
from prestasi.people.actions.lines import Span, lay_lines
from prestasi.people.models import Assignment, AssignmentKind, ReportingLine


def head_of(unit_id: int, day: dt.date) -> Assignment | None:
    """Who leads the unit on a date: the acting official before the definitive holder, as rating rights follow."""
    held = Assignment.objects.on(day).filter(position__unit_id=unit_id, position__is_head=True)
    by_kind = {a.kind: a for a in held.exclude(kind=AssignmentKind.SECONDMENT).select_related("person")}
    return next((by_kind[k] for k in ("plt", "plh", "definitive") if k in by_kind), None)


def leader_above(unit_id: int, day: dt.date, *, besides: int | None = None) -> Assignment | None:
    """The nearest head above the unit; `besides` is passed over (nobody is their own superior)."""
    parent = UnitVersion.objects.on(day).filter(unit_id=unit_id).values_list("parent_id", flat=True).first()
    while parent is not None:
        head = head_of(parent, day)
        if head and head.person_id != besides:
            return head
        parent = UnitVersion.objects.on(day).filter(unit_id=parent).values_list("parent_id", flat=True).first()
    return None


def superior_for(position: Position, person_id: int, day: dt.date) -> Assignment | None:
    """Who leads the holder of a post: the unit's head, or for the head the nearest head above."""
    own = None if position.is_head else head_of(position.unit_id, day)
    if own and own.person_id != person_id:
        return own
    return leader_above(position.unit_id, day, besides=person_id)


def followers_of(position: Position, day: dt.date) -> set[int]:
    """People who report to the head of this unit: by line to the holder, by place when the post is vacant."""
    holder = Assignment.objects.on(day).filter(position=position, kind=AssignmentKind.DEFINITIVE).first()
    if holder:
        lines = ReportingLine.objects.on(day).filter(superior_id=holder.person_id)
        return set(lines.values_list("person_id", flat=True))
    below = UnitVersion.objects.on(day).filter(parent_id=position.unit_id).values("unit_id")
    by_place = Q(unit_id=position.unit_id, position__is_head=False) | Q(unit_id__in=below, position__is_head=True)
    placed = Assignment.objects.on(day).filter(by_place, kind=AssignmentKind.DEFINITIVE)
    return set(placed.values_list("person_id", flat=True))


def hand_over(position: Position, leader: Assignment, followers: set[int], span: Span, source: str) -> int:
    """Lay the followers' lines to the leader in the leader's capacity."""
    return lay_lines(
        followers - {leader.person_id}, leader.person_id, span, capacity=leader.kind, source=source, field="person_id"
    )
