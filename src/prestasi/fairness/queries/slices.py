"""Results cut by sex, age, disability, working pattern and more, small cells hidden, for the agency or one unit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import Max

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.http import number_of
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


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader may cut: the ratings of a closed period (None without one), of a unit or (None) of the agency."""

    unit: UnitVersion | None
    period: Period | None
    periods: tuple[Period, ...]
    rows: pl.DataFrame | None

    def parts(self) -> tuple[pl.DataFrame, pl.DataFrame | None]:
        """The people inside, and those of the larger unit above who are not; None where there is no larger one."""
        rows = pl.DataFrame() if self.rows is None else self.rows
        if self.unit is None:
            return rows, None
        inside = _inside(rows, self.unit.path)
        parent = self.unit.path.rstrip(".").rpartition(".")[0]
        return inside, _inside(rows, f"{parent}.").join(inside.select("id"), on="id", how="anti") if parent else None

    def names(self, groups: list[str]) -> dict[str, str]:
        """Names of units among the groups."""
        units = [int(group) for group in groups if group.isdecimal()]
        versions = UnitVersion.objects.on(clock.today()).filter(unit__in=units)
        return {str(unit): name for unit, name in versions.values_list("unit", "name")}


def scope_of(actor: Actor, period_id: int | None, unit_id: int | None) -> Scope:
    """The scope the reader asks for; heads of units have the figures of their units only. Raises NotVisible."""
    unit = _unit(actor, unit_id)
    periods = list(Period.objects.select_related("cycle").filter(state="closed").order_by("-ends_on", "-number")[:12])
    period = next((p for p in periods if p.pk == period_id), periods[0] if periods else None)
    return Scope(unit, period, tuple(periods), _rows(period) if period else None)


def slices(actor: Actor, period_id: int | None, unit_id: int | None, dimension: str, measure: str) -> Slices:
    """The cut the reader asks for. At most seven statements."""
    return cut(scope_of(actor, period_id, unit_id), dimension, measure)


def cut(scope: Scope, dimension: str, measure: str) -> Slices:
    """One way to cut a scope."""
    dimension = dimension if dimension in DIMENSIONS else "sex"
    measure = measure if measure in MEASURES else "very_good"
    people, groups = (0, []) if scope.rows is None else _cut(scope, dimension, measure)
    period, unit = scope.period, scope.unit
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
        periods=tuple((p.pk, period_words(p, p.cycle.year)) for p in scope.periods),
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


def _cut(scope: Scope, dimension: str, measure: str) -> tuple[int, list[dict[str, Any]]]:
    inside, beside = scope.parts()
    if scope.unit is not None and inside.height < LEAST_PEOPLE:
        return inside.height, []
    found = mapping.slices(inside, dimension, measure)
    hidden = set() if beside is None else _hidden(beside, dimension, measure)
    blank = [row if row["group"] not in hidden else _blank(row) for row in found]
    names = scope.names([row["group"] for row in blank]) if dimension == "office" else {}
    return inside.height, [row | {"name": names.get(row["group"], row["group"])} if names else row for row in blank]


def _hidden(beside: pl.DataFrame, dimension: str, measure: str) -> set[str]:
    """Groups that the parent's figures less this unit's would give away: small in what is left of the parent."""
    return {row["group"] for row in mapping.slices(beside, dimension, measure) if row["is_hidden"]}


def _inside(rows: pl.DataFrame, path: str) -> pl.DataFrame:
    units = UnitVersion.objects.on(clock.today()).filter(path__startswith=path).values_list("unit", flat=True)
    return rows.filter(pl.col("unit_id").is_in(list(units)))


def _blank(row: dict[str, Any]) -> dict[str, Any]:
    kept = {"group": row["group"], "is_hidden": True, "is_flagged": False}
    return {name: kept.get(name) for name in row}


def asked_scope(actor: Actor, params: Mapping[str, str]) -> Scope:
    """The scope named by `periode` and `unit`; what is no number is not asked."""
    return scope_of(actor, number_of(params.get("periode")), number_of(params.get("unit")))


def table(actor: Actor, params: Mapping[str, str]) -> tuple[Group, ...]:
    """The rows of the same cut, for files. Raises NotVisible for parameters that name nothing."""
    found = cut(asked_scope(actor, params), params.get("irisan", ""), params.get("ukuran", ""))
    if found.period_id is None:
        raise NotVisible
    return found.groups
