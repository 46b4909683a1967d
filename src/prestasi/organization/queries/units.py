"""Units on a date: one row, many rows by id, a subtree, a list to choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prestasi.core import clock
from prestasi.core.lookups import escape_like
from prestasi.organization.models import UnitVersion


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it is on a date. `path` lists ids from the top, each with a dot; `ancestors` are those above it."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    path: str
    valid_from: dt.date
    valid_to: dt.date | None

    @property
    def path_ids(self) -> tuple[int, ...]:
        return tuple(int(i) for i in self.path.split(".") if i)

    @property
    def depth(self) -> int:
        return len(self.path_ids) - 1

    @property
    def kind_label(self) -> str:
        return self.kind.replace("_", " ").capitalize()


def _rows(versions: QuerySet[UnitVersion]) -> list[UnitRow]:
    fields = ("unit_id", "unit__code", "name", "kind", "parent_id", "path", "valid_from", "valid_to")
    return [UnitRow(*row) for row in versions.values_list(*fields)]


def unit_on(unit_id: int, day: dt.date) -> UnitRow | None:
    """The unit on a date; None when it did not exist then."""
    return next(iter(_rows(UnitVersion.objects.on(day).filter(unit_id=unit_id))), None)


def last_known(unit_id: int) -> UnitRow | None:
    """The unit's newest version, whether past, present or future."""
    return next(iter(_rows(UnitVersion.objects.filter(unit_id=unit_id).order_by("-valid_from")[:1])), None)


def units_on(unit_ids: Iterable[int], day: dt.date) -> dict[int, UnitRow]:
    """Units by id on a date, in one query."""
    return {row.id: row for row in _rows(UnitVersion.objects.on(day).filter(unit_id__in=set(unit_ids)))}


def with_ancestors(unit: UnitRow, day: dt.date) -> list[UnitRow]:
    """The unit's line from the top down, itself last."""
    found = units_on(unit.path_ids, day)
    return [found[i] for i in unit.path_ids if i in found]


def line_of(unit_id: int, day: dt.date) -> list[UnitRow]:
    """The line from the top down to the unit on a date; empty when it did not exist then."""
    unit = unit_on(unit_id, day)
    return with_ancestors(unit, day) if unit else []


def children_of(unit_id: int, day: dt.date) -> list[UnitRow]:
    return _rows(UnitVersion.objects.on(day).filter(parent_id=unit_id).order_by("name"))


def subtree_filter(unit_ids: Iterable[int], day: dt.date) -> QuerySet[UnitVersion]:
    """Versions on a date of the units and everything below them; for use as a subquery on `unit`."""
    paths = UnitVersion.objects.on(day).filter(unit_id__in=list(unit_ids)).values_list("path", flat=True)
    inside = Q(pk__in=[])
    for path in paths:
        inside |= Q(path__startswith=path)
    return UnitVersion.objects.on(day).filter(inside)


def history_of(unit_id: int) -> list[UnitRow]:
    """All versions of a unit, newest first, planned ones included."""
    return _rows(UnitVersion.objects.filter(unit_id=unit_id).order_by("-valid_from"))


def choices(day: dt.date | None = None, *, within: str = "", depth: int | None = None) -> list[UnitRow]:
    """Units for a list to choose from, in tree order; `depth` counts levels below the top."""
    rows = _rows(UnitVersion.objects.on(day or clock.today()).filter(path__startswith=within))
    names = {row.id: row.name for row in rows}
    rows.sort(key=lambda row: tuple(names.get(i, "") for i in row.path_ids))
    return [row for row in rows if depth is None or row.depth <= depth]


def top_choices(chosen: int | None = None) -> list[UnitRow]:
    """The two upper levels for a filter, and the chosen unit when it lies deeper."""
    today = clock.today()
    wanted = Q(parent__isnull=True) | Q(parent__in=_tops(today)) | Q(unit_id=chosen)
    return _rows(UnitVersion.objects.on(today).filter(wanted).order_by("parent_id", "name"))


def _tops(day: dt.date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.on(day).filter(parent__isnull=True).values("unit_id")  # type: ignore[return-value]


def search_units(text: str, day: dt.date, most: int = 8) -> list[UnitRow]:
    """Units whose name contains every word of the text."""
    found = UnitVersion.objects.on(day)
    for word in text.split()[:5]:
        found = found.filter(name__ilike=f"%{escape_like(word)}%")
    return _rows(found.order_by("name")[:most])
