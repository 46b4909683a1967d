"""O01, the unit head's board: goals, what just happened, where it is stuck. Eight statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.insight.permissions import sees_unit
from prestasi.insight.queries import flow
from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Evaluation, GoalIndicator, GoalValue, Progress
from prestasi.performance.models.evaluation import EvaluationState

TILES = 4
FEED = 8
DEVIATIONS = 10
HOLDERS = 8
LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Tile:
    """One indicator of the unit: newest value with its date, target, series of values (drawing only)."""

    code: str
    goal_id: int
    name: str
    measure: str
    direction: str
    value: Decimal | None
    target: Decimal | None
    on: dt.date | None
    series: tuple[float, ...]

    @property
    def tone(self) -> str:
        """Sentiment of the distance to the target; "none" when either is missing."""
        if self.value is None or self.target is None:
            return "none"
        if self.value == self.target:
            return "b"
        better = self.value > self.target if self.direction != LOWER else self.value < self.target
        return "sb" if better else "bp"

    @property
    def verdict(self) -> str:
        """The distance to the target in words; empty while either is missing."""
        if self.value is None or self.target is None:
            return ""
        sign = "≤" if self.direction == LOWER else "≥"
        words = {"b": _("Tepat pada target"), "sb": _("Melampaui target"), "bp": _("Di bawah jalur, target")}
        return f"{words[self.tone]} {sign} {formats.number(self.target)}"

    @property
    def places(self) -> int:
        return 0 if self.value is None or self.value == self.value.to_integral() else 2


@dataclass(frozen=True, slots=True)
class Deviation:
    """One sub-unit's value of an indicator that several units share, beside the common target."""

    unit_id: int
    name: str
    value: Decimal
    gap: Decimal
    tone: str


@dataclass(frozen=True, slots=True)
class Shared:
    """An indicator that units below share: title, target, rows from worst to best."""

    title: str
    measure: str
    direction: str
    target: Decimal
    year: int
    low: float
    high: float
    rows: tuple[Deviation, ...]

    @property
    def is_lower(self) -> bool:
        return self.direction == LOWER


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One report as it came in."""

    id: int
    at: dt.datetime
    person: str
    unit: str
    plan_id: int
    result_id: int
    indicator: str
    value: Decimal | None
    target: Decimal | None
    measure: str
    state: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A rating officer on whom evaluations wait."""

    person_id: int
    name: str
    waiting: int
    on_leave: bool


@dataclass(frozen=True, slots=True)
class Board:
    unit_id: int
    name: str
    at: dt.datetime
    times: flow.Times | None
    whole: flow.Flow | None
    rows: tuple[flow.Flow, ...]
    tiles: tuple[Tile, ...]
    shared: Shared | None
    feed: tuple[FeedItem, ...]
    holders: tuple[Holder, ...]


def board(actor: Actor, unit_id: int, period_id: int | None = None) -> Board:
    """The whole page; NotVisible outside the actor's sight."""
    family = flow.family(unit_id, clock.today())
    version = next((v for v in family if v.unit_id == unit_id), None)
    if version is None or not sees_unit(actor, version.path):
        raise NotVisible
    at = flow.times(clock.today(), period_id)
    whole, rows = flow.flows(version.path, at, family) if at else (None, [])
    tiles, shared = indicators(version)
    return Board(
        unit_id=unit_id,
        name=version.name,
        at=clock.now(),
        times=at,
        whole=whole,
        rows=tuple(rows),
        tiles=tiles,
        shared=shared,
        feed=feed(version.path),
        holders=holders(version.path, at, whole) if at and whole else (),
    )


def _inside(path: str, day: dt.date) -> Q:
    return Q(unit__in=UnitVersion.objects.on(day).filter(path__startswith=path).values("unit"))


RECENT = """
SELECT r.progress_id FROM organization_unitversion v CROSS JOIN LATERAL (
  SELECT progress_id, reported_at FROM insight_recent WHERE unit_id = v.unit_id ORDER BY reported_at DESC LIMIT %s
) r WHERE v.path LIKE %s || '%%' AND v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to > %s)
ORDER BY r.reported_at DESC LIMIT %s
"""


def feed(path: str) -> tuple[FeedItem, ...]:
    """The newest reports in a unit and below. One statement."""
    day = clock.today()
    newest = RawSQL(RECENT, (FEED, path, day, day, FEED))
    rows = Progress.objects.filter(pk__in=newest).select_related("plan__person", "indicator").order_by("-reported_at")
    found = rows.annotate(files=Count("evidence"), unit_name=_name_of("plan__unit", day))
    return tuple(
        FeedItem(
            id=row.pk,
            at=row.reported_at,
            person=row.plan.person.full_name,
            unit=row.unit_name or "",
            plan_id=row.plan_id,
            result_id=row.indicator.result_id,
            indicator=row.indicator.name,
            value=row.value,
            target=row.indicator.target,
            measure=row.indicator.unit_of_measure,
            state=row.state,
            evidence=row.files,
        )
        for row in found
    )


def _name_of(unit: str, day: dt.date) -> Subquery:
    """The name on a day of the unit in the outer column `unit`."""
    return Subquery(UnitVersion.objects.on(day).filter(unit=OuterRef(unit)).values("name")[:1])


def holders(path: str, at: flow.Times, whole: flow.Flow) -> tuple[Holder, ...]:
    """Rating officers with most evaluations still to rate; left out for a whole region, where the rows say enough."""
    if not 0 < whole.unrated <= 3_000:
        return ()
    waiting = (
        Evaluation.objects.filter(_inside(path, at.today), period=at.period)
        .filter(state__in=[EvaluationState.OPEN, EvaluationState.SELF_ASSESSED], rater__isnull=False)
        .values("rater_id", name=F("rater__name"))
        .annotate(n=Count("id"))
        .annotate(away=Count("rater__leaves", filter=_away(at.today), distinct=True))
        .order_by("-n")[:HOLDERS]
    )
    return tuple(Holder(row["rater_id"], row["name"], row["n"], row["away"] > 0) for row in waiting)


def _away(day: dt.date) -> Q:
    open_end = Q(rater__leaves__valid_to__isnull=True) | Q(rater__leaves__valid_to__gt=day)
    return open_end & Q(rater__leaves__valid_from__lte=day)


def indicators(version: UnitVersion) -> tuple[tuple[Tile, ...], Shared | None]:
    """The unit's own indicators as tiles, and one indicator that several units below share."""
    day = clock.today()
    below = UnitVersion.objects.on(day).filter(path__startswith=version.path).values("unit")
    rows = GoalIndicator.objects.filter(owner_unit__in=below, goal__year_to__gte=day.year - 4).select_related("goal")
    found = list(rows.annotate(unit_name=_name_of("owner_unit", day)))
    values = _values([row.pk for row in found])
    own = [row for row in found if row.owner_unit_id == version.unit_id]
    tiles = sorted((_tile(row, values[row.pk]) for row in own), key=lambda t: (t.target is None, t.on is None, t.name))
    return tuple(tiles[:TILES]), _shared([row for row in found if row.owner_unit_id != version.unit_id], values)


def _values(ids: list[int]) -> dict[int, list[GoalValue]]:
    grouped: dict[int, list[GoalValue]] = defaultdict(list)
    for value in GoalValue.objects.filter(indicator__in=ids, year__gte=clock.today().year - 10).order_by("period_end"):
        grouped[value.indicator_id].append(value)
    return grouped


def _tile(row: GoalIndicator, values: list[GoalValue]) -> Tile:
    known = [v for v in values if v.realisation is not None]
    newest = known[-1] if known else None
    target = next((v.target for v in reversed(values) if v.target is not None), None)
    return Tile(
        code=row.code,
        goal_id=row.goal_id,
        name=row.name,
        measure=row.unit_of_measure,
        direction=row.direction,
        value=newest.realisation if newest else None,
        target=target,
        on=newest.period_end if newest else None,
        series=tuple(float(v.realisation) for v in known[-8:] if v.realisation is not None),
    )


def _shared(rows: list[GoalIndicator], values: dict[int, list[GoalValue]]) -> Shared | None:
    """The largest group of sub-unit indicators with the same measure, direction, year and target."""
    groups: dict[tuple[str, str, int, Decimal], list[tuple[GoalIndicator, GoalValue]]] = defaultdict(list)
    for row in rows:
        for value in values[row.pk][-1:]:
            if value.target is not None and value.realisation is not None:
                groups[row.unit_of_measure, row.direction, value.year, value.target].append((row, value))
    if not groups:
        return None
    key = max(groups, key=lambda k: len(groups[k]))
    return _shared_rows(key, groups[key]) if len(groups[key]) > 2 else None


def _shared_rows(key: tuple[str, str, int, Decimal], members: list[tuple[GoalIndicator, GoalValue]]) -> Shared:
    measure, direction, year, target = key
    figures = [(row, value.realisation) for row, value in members if value.realisation is not None]
    figures.sort(key=lambda pair: pair[1], reverse=direction == LOWER)
    numbers = [float(v) for _r, v in figures] + [float(target)]
    margin = (max(numbers) - min(numbers)) * 0.12 or 1.0
    rows = tuple(_deviation(row, value, target) for row, value in figures[:DEVIATIONS])
    title = _common([row.name for row, _v in members]) or members[0][0].goal.text
    return Shared(title, measure, direction, target, year, min(numbers) - margin, max(numbers) + margin, rows)


def _common(names: list[str]) -> str:
    """The words that all names begin with; "" when they share fewer than two."""
    split = [name.split() for name in names]
    shared = [words[0] for words in zip(*split, strict=False) if len(set(words)) == 1]
    return " ".join(shared) if len(shared) > 1 else ""


def _deviation(row: GoalIndicator, value: Decimal, target: Decimal) -> Deviation:
    gap = value - target
    good = gap <= 0 if row.direction == LOWER else gap >= 0
    far = abs(gap) * 2 > abs(target)
    return Deviation(
        unit_id=row.owner_unit_id or 0,
        name=row.unit_name or row.name,  # type: ignore[attr-defined]
        value=value,
        gap=gap,
        tone="sb" if good else "k" if far else "bp",
    )
