"""Where results stand: figures combined over time, achievement by the rule set, evidence counted. Batched for lists."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db.models import Count

from prestasi.performance import mapping
from prestasi.performance.models import Indicator, Period, Plan, Progress
from prestasi.performance.queries import words
from prestasi.performance.reporting_periods import bucket


@dataclass(frozen=True, slots=True)
class Point:
    """One report of a series. `counts` says whether it enters the achievement (accepted and not replaced)."""

    id: int
    on: dt.date
    value: Decimal | None
    level: int | None
    state: str
    evidence: int

    @property
    def counts(self) -> bool:
        return self.state == "accepted"


EXPECTED_LEVEL = 2  # of the qualitative forms: the middle one is the target


def level_words(level: int | None) -> str:
    """ "Sesuai ekspektasi"; "" while nothing was reported."""
    text = str(words.RATING_LONG[level]) if level in words.RATING_LONG else ""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """One indicator with its series; `value` is the combined figure of accepted reports (None: nothing accepted)."""

    id: int
    result_id: int
    name: str
    aspect: str
    unit: str
    direction: str
    combine: str
    frequency: str
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    levels: tuple[dict[str, Any], ...]
    value: Decimal | None
    level: int | None
    used: tuple[Point, ...]
    points: tuple[Point, ...]
    achievement_bp: int | None
    tone: str

    @property
    def evidence_count(self) -> int:
        return sum(point.evidence for point in self.points if point.counts)

    @property
    def series(self) -> list[Decimal]:
        """The year's accepted figures in order, added up where reporting periods are added."""
        figures = [point.value for point in self.points if point.counts and point.value is not None]
        return list(accumulate(figures)) if self.combine == "sum" else figures

    @property
    def is_down(self) -> bool:
        return self.direction == "lower"

    @property
    def flag(self) -> Decimal | None:
        """Where the flag of the target bar stands."""
        return self.target if self.target is not None else self.high

    @property
    def value_text(self) -> str:
        """The figure; where levels are described, which of them is reached."""
        if self.levels:
            return level_words(self.level)
        return words.quantity(self.value)

    @property
    def level_text(self) -> str:
        """How the level that is reached was described, "" without levels or reports."""
        return next((str(item["text"]) for item in self.levels if item["level"] == self.level), "")

    @property
    def target_text(self) -> str:
        if self.low is not None and self.high is not None:
            return f"{words.quantity(self.low)}–{words.quantity(self.high)}"
        if self.levels:
            return str(words.RATING_LONG[EXPECTED_LEVEL])
        return ("≤ " if self.is_down and self.target is not None else "") + words.quantity(self.target)

    @property
    def axis(self) -> tuple[Decimal, Decimal]:
        """Ends of the bar: from nought (or below) to a little past the largest figure."""
        figures = [abs(f) for f in (self.value, self.target, self.high, self.start) if f is not None]
        top = max(figures, default=Decimal(1)) or Decimal(1)
        return Decimal(0), top * Decimal("1.15")


@dataclass(frozen=True, slots=True)
class Standing:
    """One planned result: its indicators and their mean achievement (hundredths of a percent)."""

    result_id: int
    number: int
    text: str
    is_main: bool
    indicators: tuple[IndicatorStanding, ...]
    achievement_bp: int | None
    evidence_count: int

    def frozen(self) -> dict[str, Any]:
        """What the rater had in view, as JSON."""
        return {
            "bp": self.achievement_bp,
            "evidence": self.evidence_count,
            "indicators": [
                {
                    "id": i.id, "name": i.name, "unit": i.unit, "aspect": i.aspect, "value": i.value_text,
                    "target": i.target_text, "bp": i.achievement_bp, "combine": i.combine,
                    "progress": [point.id for point in i.used], "described": i.level_text,
                }
                for i in self.indicators
            ],
        }  # fmt: skip


def standings_of_plan(plan: Plan, period: Period) -> dict[int, Standing]:
    """Result id -> standing over one period of the plan."""
    starts, ends = max(period.starts_on, plan.starts_on), min(period.ends_on, plan.ends_on)
    found = standings([plan.pk], starts, ends, plan_starts=plan.starts_on, plan_ends=plan.ends_on)
    return found.get(plan.pk, {})


def standings(
    plan_ids: Collection[int],
    starts: dt.date,
    ends: dt.date,
    *,
    plan_starts: dt.date | None = None,
    plan_ends: dt.date | None = None,
) -> dict[int, dict[int, Standing]]:
    """Plan id -> result id -> standing, by reports up to `ends`. Two statements and one rule frame for any number.

    Sums and last figures count from the start of the plan, since targets are of the year; means over the period.
    """
    indicators = list(
        Indicator.objects.filter(result__plan__in=plan_ids, dropped_at__isnull=True, result__dropped_at__isnull=True)
        .select_related("result")
        .order_by("result__order", "result_id", "order", "pk")
    )
    series = _series(plan_ids, ends)
    year = (plan_starts or starts.replace(month=1, day=1), plan_ends or ends.replace(month=12, day=31))
    expected = words.elapsed_bp(*year, ends)
    rows = [_combined(indicator, series[indicator.pk], starts) for indicator in indicators]
    return _grouped(indicators, _achieved(rows, expected))


def _series(plan_ids: Collection[int], ends: dt.date) -> dict[int, list[Point]]:
    reports = (
        Progress.objects.filter(plan__in=plan_ids, on__lte=ends)
        .annotate(count=Count("evidence"))
        .order_by("on", "pk")
        .values_list("indicator_id", "pk", "on", "value", "level", "state", "count")
    )
    found: dict[int, list[Point]] = defaultdict(list)
    for indicator_id, *fields in reports:
        found[indicator_id].append(Point(*fields))
    return found


def _combined(indicator: Indicator, points: Sequence[Point], starts: dt.date) -> IndicatorStanding:
    used = _used(indicator, points, starts)
    return IndicatorStanding(
        id=indicator.pk, result_id=indicator.result_id, name=indicator.name, aspect=indicator.get_aspect_display(),
        unit=indicator.unit_of_measure, direction=indicator.direction, combine=indicator.combine,
        frequency=indicator.frequency, start=indicator.start_value, target=indicator.target,
        low=indicator.target_low, high=indicator.target_high, levels=tuple(indicator.levels),
        value=mapping.combined(indicator.combine, [p.value for p in used if p.value is not None]),
        level=used[-1].level if used else None, used=tuple(used), points=tuple(points), achievement_bp=None, tone="",
    )  # fmt: skip


def _used(indicator: Indicator, points: Sequence[Point], starts: dt.date) -> list[Point]:
    """The accepted reports that enter the figure: the latest of each reporting period."""
    latest = {bucket(indicator.frequency, point.on): point for point in points if point.counts}
    chosen = list(latest.values())
    if indicator.combine == "last" or indicator.levels:
        return chosen[-1:]
    return [p for p in chosen if p.on >= starts] if indicator.combine == "mean" else chosen


def _achieved(rows: Sequence[IndicatorStanding], expected: int) -> list[IndicatorStanding]:
    found = mapping.achievements(
        mapping.Measured(row.id, row.direction, row.combine, row.low if row.low is not None else row.target, row.high,
                         tuple(point.value for point in row.used if point.value is not None))
        for row in rows
    )  # fmt: skip
    return [_with(row, found.get(row.id), expected if row.combine == "sum" else 10_000) for row in rows]


def _with(row: IndicatorStanding, bp: int | None, expected: int) -> IndicatorStanding:
    return replace(row, achievement_bp=bp, tone=words.tone(bp, expected))


def _grouped(indicators: Sequence[Indicator], rows: Iterable[IndicatorStanding]) -> dict[int, dict[int, Standing]]:
    result_of = {indicator.pk: indicator.result for indicator in indicators}
    by_result: dict[tuple[int, int], list[IndicatorStanding]] = defaultdict(list)
    for row in rows:
        by_result[result_of[row.id].plan_id, row.result_id].append(row)
    found: dict[int, dict[int, Standing]] = defaultdict(dict)
    for (plan_id, result_id), members in by_result.items():
        known = [m.achievement_bp for m in members if m.achievement_bp is not None]
        mean = mapping.half_up(sum(known), len(known)) if known else None
        result = result_of[members[0].id]
        found[plan_id][result_id] = Standing(
            result_id, len(found[plan_id]) + 1, result.text, result.kind == "utama", tuple(members), mean,
            sum(m.evidence_count for m in members),
        )  # fmt: skip
    return found
