"""Results cut by sex, age, disability, working pattern and more, small cells hidden, for the agency or one unit."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import Max

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.fairness import mapping
from prestasi.fairness.models import Circumstance
from prestasi.fairness.permissions import OFFICE, check_reads_agency, holds, unit_or_404
from prestasi.fairness.queries.frames import fingerprint, period_frame
from prestasi.fairness.queries.reports import Group, groups_of
from prestasi.fairness.queries.words import DIMENSIONS, MEASURES
from prestasi.organization.models import UnitVersion
from prestasi.people.permissions import headed_units
from prestasi.performance.models import Period
from prestasi.performance.queries.words import period_words

LEAST_PEOPLE = 30
_KEPT: OrderedDict[tuple[object, ...], pl.DataFrame] = OrderedDict()
MOST_KEPT = 3


@dataclass(frozen=True, slots=True)
class Slices:
    """One cut. `too_few`: the unit has fewer than thirty rated people and shows nothing."""

    title: str
    unit_id: int | None
    unit_name: str
    dimension: str
    dimension_title: str
    measure: str
    measure_title: str
    period_id: int | None
    people: int
    too_few: bool
    groups: tuple[Group, ...]
    periods: tuple[tuple[int, str], ...]

    @property
    def hidden(self) -> int:
        return sum(group.is_hidden for group in self.groups)

    @property
    def known(self) -> int:
        return sum(group.n or 0 for group in self.groups)


def slices(actor: Actor, period_id: int | None, unit_id: int | None, dimension: str, measure: str) -> Slices:
    """The cut the reader asks for; heads of units see the figures of their units only. At most seven statements."""
    dimension = dimension if dimension in DIMENSIONS else "sex"
    measure = measure if measure in MEASURES else "very_good"
    unit = _unit(actor, unit_id)
    periods = list(Period.objects.select_related("cycle").filter(state="closed").order_by("-ends_on", "-number")[:12])
    period = next((p for p in periods if p.pk == period_id), periods[0] if periods else None)
    rows = _rows(period) if period else None
    people, groups = (0, []) if rows is None else _cut(rows, unit, dimension, measure)
    return Slices(
        title=period_words(period, period.cycle.year) if period else "",
        unit_id=unit.unit_id if unit else None,
        unit_name=unit.name if unit else "",
        dimension=dimension,
        dimension_title=str(DIMENSIONS[dimension]),
        measure=measure,
        measure_title=str(MEASURES[measure]),
        period_id=period.pk if period else None,
        people=people,
        too_few=unit is not None and people < LEAST_PEOPLE,
        groups=groups_of(dimension, groups),
        periods=tuple((p.pk, period_words(p, p.cycle.year)) for p in periods),
    )


def _unit(actor: Actor, unit_id: int | None) -> UnitVersion | None:
    """None: the whole agency, for the office. A head without a choice gets the highest unit headed."""
    if unit_id is not None:
        return unit_or_404(actor, unit_id)
    if holds(actor, OFFICE):
        return None
    me = actor.on_behalf_of or actor.person_id
    headed = headed_units(me) if me is not None else []
    granted = [g.unit_id for g in actor.grants if g.role in OFFICE and g.unit_id]
    own = UnitVersion.objects.on(clock.today()).filter(unit__in=[*headed, *granted]).order_by("path").first()
    if own is None:
        check_reads_agency(actor)
        raise NotVisible
    return own


def _rows(period: Period) -> pl.DataFrame:
    """The grouped ratings of the period, kept in memory as long as nothing of it changes."""
    stated = Circumstance.objects.aggregate(last=Max("stated_at"))["last"]
    key = (period.pk, fingerprint(period.pk), stated)
    if key not in _KEPT:
        _KEPT[key] = mapping.grouped(period_frame(period), period.ends_on)
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return _KEPT[key]


def _cut(
    rows: pl.DataFrame, unit: UnitVersion | None, dimension: str, measure: str
) -> tuple[int, list[dict[str, Any]]]:  # fmt: skip
    if unit is None:
        return rows.height, _named(mapping.slices(rows, dimension, measure), dimension)
    inside = _inside(rows, unit.path)
    if inside.height < LEAST_PEOPLE:
        return inside.height, []
    found = mapping.slices(inside, dimension, measure)
    hidden = _beside(rows, unit, dimension, measure)
    blank = [row if row["group"] not in hidden else _blank(row) for row in found]
    return inside.height, _named(blank, dimension)


def _beside(rows: pl.DataFrame, unit: UnitVersion, dimension: str, measure: str) -> set[str]:
    """Groups that the parent's figures less this unit's would give away: small in what is left of the parent."""
    parent = unit.path.rstrip(".").rpartition(".")[0]
    if not parent:
        return set()
    left = _inside(rows, f"{parent}.").join(_inside(rows, unit.path).select("id"), on="id", how="anti")
    return {row["group"] for row in mapping.slices(left, dimension, measure) if row["is_hidden"]}


def _inside(rows: pl.DataFrame, path: str) -> pl.DataFrame:
    units = UnitVersion.objects.on(clock.today()).filter(path__startswith=path).values_list("unit", flat=True)
    return rows.filter(pl.col("unit_id").is_in(list(units)))


def _blank(row: dict[str, Any]) -> dict[str, Any]:
    kept = {"group": row["group"], "is_hidden": True, "is_flagged": False}
    return {name: kept.get(name) for name in row}


def _named(rows: list[dict[str, Any]], dimension: str) -> list[dict[str, Any]]:
    if dimension != "office":
        return rows
    versions = UnitVersion.objects.on(clock.today()).filter(unit__in=[int(row["group"]) for row in rows])
    names = dict(versions.values_list("unit", "name"))
    return [row | {"name": names.get(int(row["group"]), row["group"])} for row in rows]


def table(actor: Actor, params: dict[str, str]) -> tuple[Group, ...]:
    """The rows of the same cut, for files. Raises NotVisible for parameters that name nothing."""
    asked = {name: int(v) for name in ("periode", "unit") if (v := params.get(name, "")).isdecimal() and len(v) < 18}
    found = slices(actor, asked.get("periode"), asked.get("unit"), params.get("irisan", ""), params.get("ukuran", ""))
    if found.period_id is None:
        raise NotVisible
    return found.groups
