"""Who is in a round and who could rate whom, read in three statements whatever the size of the agency."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, AssignmentKind, Person, ReportingLine


@dataclass(frozen=True, slots=True)
class Member:
    """One person in a definitive post. `parent_id`: the unit above theirs."""

    person_id: int
    unit_id: int
    parent_id: int | None
    path: str
    kind: str
    post: str
    is_elected: bool


@dataclass(slots=True)
class Staff:
    """Everybody at work on a day, and the lines between them."""

    members: dict[int, Member]
    superior: dict[int, int]
    by_superior: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_parent: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def peers(self, person_id: int) -> list[int]:
        """Others under the same superior."""
        superior = self.superior.get(person_id)
        return [] if superior is None else [p for p in self.by_superior[superior] if p != person_id]

    def subordinates(self, person_id: int) -> list[int]:
        return self.by_superior.get(person_id, [])

    def other_units(self, person_id: int) -> list[int]:
        """People of the neighbouring units below the same unit, outside the own line."""
        me = self.members[person_id]
        near = self.by_parent.get(me.parent_id, []) if me.parent_id else []
        line = {self.superior.get(person_id), *self.peers(person_id), *self.subordinates(person_id)}
        return [p for p in near if self.members[p].unit_id != me.unit_id and p not in line]


def staff(day: dt.date) -> Staff:
    """Everybody with a definitive post on a day."""
    units = {u.unit_id: u for u in UnitVersion.objects.on(day).only("unit_id", "parent_id", "path")}
    rows = Assignment.objects.on(day).filter(kind=AssignmentKind.DEFINITIVE, person__left_on__isnull=True)
    found = rows.values_list("person_id", "unit_id", "position__kind", "position__title", "person__employment")
    members = {
        person: Member(person, unit, units[unit].parent_id, units[unit].path, kind, post, job == ELECTED)
        for person, unit, kind, post, job in found.order_by("person_id")
        if unit in units
    }
    lines = ReportingLine.objects.on(day).values_list("person_id", "superior_id").order_by("person_id")
    return joined(members, {p: s for p, s in lines if p in members})


ELECTED = Person.Employment.ELECTED


def joined(members: dict[int, Member], superior: dict[int, int]) -> Staff:
    """Staff with its look-ups by superior and by unit above."""
    made = Staff(members, superior)
    for person, above in superior.items():
        made.by_superior[above].append(person)
    for member in members.values():
        if member.parent_id is not None and not member.is_elected:
            made.by_parent[member.parent_id].append(member.person_id)
    return made


def chosen(people: Staff, units: Collection[int], kinds: Collection[str]) -> list[Member]:
    """The members of a round's population; elected officials are rated by voters, not here."""
    return [m for m in people.members.values() if not m.is_elected and _fits(m, units, kinds)]


def _fits(member: Member, units: Collection[int], kinds: Collection[str]) -> bool:
    inside = not units or any(str(unit) in member.path.split(".") for unit in units)
    return inside and (not kinds or member.kind in kinds)
