"""What everybody may see: published figures of the region with year and source, and the names of units. No person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from prestasi.core import clock
from prestasi.core.errors import NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Goal, GoalIndicator, GoalValue

PUBLISHED = ("sure", "likely")
HEADLINES = 3
UNITS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Value:
    """One published value; `target` and `realisation` in the indicator's unit, either may be None."""

    year: int
    period_end: dt.date
    target: Decimal | None
    realisation: Decimal | None
    source: str
    confidence: str
    note: str
    to_date: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with its published series, oldest first."""

    code: str
    name: str
    measure: str
    direction: str
    goal: str
    owner: str
    values: tuple[Value, ...]

    @property
    def latest(self) -> Value | None:
        """The newest value that has a realisation."""
        return next((v for v in reversed(self.values) if v.realisation is not None), None)

    @property
    def previous(self) -> Value | None:
        """The value before the newest, of a full year like it."""
        full = [v for v in self.values if v.realisation is not None and not v.to_date]
        return full[-2] if len(full) > 1 and full[-1] == self.latest else None

    @property
    def series(self) -> list[float | None]:
        """Full-year realisations by year without holes closed: a missing year is None. For drawing only."""
        by_year = {v.year: float(v.realisation) for v in self.values if v.realisation is not None and not v.to_date}
        return [by_year.get(year) for year in range(min(by_year), max(by_year) + 1)] if by_year else []

    @property
    def reached(self) -> bool | None:
        """Whether the newest value reaches its own target; None without a target."""
        value = self.latest
        if value is None or value.target is None or value.realisation is None:
            return None
        at_least = value.realisation >= value.target
        return at_least if self.direction == "higher" else value.realisation <= value.target

    @property
    def places(self) -> int:
        """Decimals as published, at most two."""
        value = self.latest
        if value is None or value.realisation is None:
            return 0
        exponent = value.realisation.normalize().as_tuple().exponent
        return min(2, max(0, -exponent)) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class FoundUnit:
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Home:
    """The front page: vision, headline figures, all figures by goal, and what a search found."""

    vision: str
    vision_years: str
    headlines: tuple[Figure, ...]
    groups: tuple[tuple[str, tuple[Figure, ...]], ...]
    units: tuple[FoundUnit, ...]
    query: str


def home(query: str = "") -> Home:
    """Five statements, whatever the size of the agency."""
    figures = [figure for figure in _figures() if figure.latest]
    longest = sorted(figures, key=lambda f: -len([v for v in f.series if v is not None]))
    vision = _vision()
    words = query.strip()[:80]
    matching = [f for f in figures if words.lower() in f"{f.name} {f.owner}".lower()] if words else figures
    return Home(
        vision=vision.text if vision else "",
        vision_years=f"{vision.year_from}–{vision.year_to}" if vision else "",
        headlines=tuple(longest[:HEADLINES]),
        groups=_by_goal(matching),
        units=_units(words) if words else (),
        query=words,
    )


def figure(code: str) -> Figure:
    """One indicator, or NotVisible when it is not published."""
    found = list(_figures(code))
    if not found:
        raise NotVisible
    return found[0]


def _vision() -> Goal | None:
    year = clock.today().year
    visions = Goal.objects.filter(level=Goal.Level.VISION, source__gt="").order_by("-year_from")
    return visions.filter(year_from__lte=year, year_to__gte=year).first() or visions.first()


def _figures(code: str = "") -> Iterable[Figure]:
    indicators = GoalIndicator.objects.filter(confidence__in=PUBLISHED).exclude(source__in=["", "demo", "assigned"])
    if code:
        indicators = indicators.filter(code=code)
    rows = list(indicators.select_related("goal").order_by("goal_id", "id"))
    values = _values([row.pk for row in rows])
    owners = _unit_names({row.owner_unit_id for row in rows if row.owner_unit_id})
    for row in rows:
        yield Figure(
            code=row.code,
            name=row.name,
            measure=row.unit_of_measure,
            direction=row.direction,
            goal=row.goal.text,
            owner=owners.get(row.owner_unit_id or 0, ""),
            values=tuple(values[row.pk]),
        )


def _values(indicator_ids: list[int]) -> dict[int, list[Value]]:
    grouped: dict[int, list[Value]] = defaultdict(list)
    rows = GoalValue.objects.filter(indicator__in=indicator_ids, confidence__in=PUBLISHED)
    for row in rows.exclude(source__in=["", "demo"]).order_by("period_end"):
        grouped[row.indicator_id].append(
            Value(
                row.year,
                row.period_end,
                row.target,
                row.realisation,
                row.source,
                row.confidence,
                row.note,
                row.period_type == "ytd",
            )
        )
    return grouped


def _unit_names(unit_ids: set[int]) -> dict[int, str]:
    return dict(UnitVersion.objects.on(clock.today()).filter(unit__in=unit_ids).values_list("unit_id", "name"))


def _by_goal(figures: Iterable[Figure]) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    groups: dict[str, list[Figure]] = defaultdict(list)
    for item in figures:
        groups[item.goal].append(item)
    return tuple((goal, tuple(items)) for goal, items in groups.items())


def _units(words: str) -> tuple[FoundUnit, ...]:
    found = list(
        UnitVersion.objects.on(clock.today())
        .filter(name__icontains=words, confidence__in=PUBLISHED)
        .order_by("path")[:UNITS_SHOWN]
    )
    parents = _unit_names({row.parent_id for row in found if row.parent_id})
    return tuple(FoundUnit(row.name, parents.get(row.parent_id or 0, "")) for row in found)
