"""Who can be asked about a difference: the head of the person's unit, or of the nearest unit above that has one."""

from __future__ import annotations

from collections.abc import Iterable

from prestasi.core import clock
from prestasi.exchange.models import Difference
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment


def heads_of_units(unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Unit -> the heads on the way up, nearest first. Two queries."""
    day = clock.today()
    paths = dict(UnitVersion.objects.on(day).filter(unit__in=set(unit_ids)).values_list("unit_id", "path"))
    lines = {unit: [int(i) for i in path.split(".") if i][::-1] for unit, path in paths.items()}
    above = {i for line in lines.values() for i in line}
    held = Assignment.objects.on(day).filter(position__is_head=True, unit__in=above, person__left_on__isnull=True)
    heads = dict(held.exclude(person__employment="elected").values_list("unit_id", "person_id"))
    return {unit: [heads[i] for i in line if i in heads] for unit, line in lines.items()}


def head_for(difference: Difference, heads: dict[int, list[int]]) -> int | None:
    """The nearest head who is not the person concerned."""
    return next((head for head in heads.get(difference.unit_id or 0, ()) if head != difference.person_id), None)


def asks_unit_first(difference: Difference) -> bool:
    """Posts, lines and who works where are known to the unit; the rest to the person."""
    return difference.field in {"post", "unit", "superior", "only_here", "employment"}
