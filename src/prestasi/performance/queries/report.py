"""G05 Catat capaian: what to report next, how it stands, what was reported last. At most six statements."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.axis import axis
from prestasi.core.formats import short_date
from prestasi.performance.models import Period, Plan, Progress
from prestasi.performance.queries.achievement import IndicatorStanding, Point, Standing, standings
from prestasi.performance.queries.words import quantity
from prestasi.performance.reporting_periods import bucket, buckets_between
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES

GRACE = dt.timedelta(days=5)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A figure that is asked for: until when, and for which stretch of time. `number` and `text` name the result."""

    indicator: IndicatorStanding
    number: int
    text: str
    starts: dt.date
    ends: dt.date
    due_on: dt.date

    @property
    def label(self) -> str:
        return f"{self.number}. {self.text}: {self.indicator.name}"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`chosen` is the indicator asked for, else the most overdue; `replaces` the returned report to be corrected.

    A day from `first` to `last` can be reported on; where there is none, `why_not` is "closed".
    """

    plan_id: int | None
    why_not: str
    dues: tuple[Due, ...]
    chosen: Due | None
    on: dt.date
    replaces: Progress | None
    history: tuple[Point, ...]
    first: dt.date | None = None
    last: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def day_limits(self) -> dict[str, str]:
        """What the browser offers in its calendar."""
        return {"min": self.first.isoformat(), "max": self.last.isoformat()} if self.first and self.last else {}

    @property
    def closed_on(self) -> dt.date | None:
        """The last closed day."""
        return self.first and self.first - DAY

    @property
    def again_on(self) -> dt.date | None:
        """The first day of the plan that will be open, when none is now."""
        return self.first if self.first and self.ends_on and self.first <= self.ends_on else None

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [
            (due.indicator.id, due.label) for due in sorted(self.dues, key=lambda due: (due.number, due.indicator.id))
        ]

    @property
    def kept_choices(self) -> str:
        """The indicators as JSON, for the form that a phone shows without a connection; sealed there."""
        found = [
            {
                "id": due.indicator.id,
                "label": due.label,
                "unit": due.indicator.unit,
                "levels": list(due.indicator.levels),
            }
            for due in sorted(self.dues, key=lambda due: (due.number, due.indicator.id))
        ]
        return json.dumps(found, ensure_ascii=False, cls=DjangoJSONEncoder)

    @property
    def is_sum(self) -> bool:
        """Whether figures of reporting periods are added up, so that only this period's figure is asked."""
        return self.chosen is not None and self.chosen.indicator.combine == "sum"

    @property
    def previous(self) -> Point | None:
        return self.history[0] if self.history else None

    @property
    def chart(self) -> dict[str, Any] | None:
        """Dates, figures and axis of the year's series; None under two points, where a line would mislead."""
        if self.chosen is None:
            return None
        points = [
            p for p in self.chosen.indicator.points if p.value is not None and p.state in {"accepted", "reported"}
        ]
        return _chart(points, self.chosen.indicator) if len(points) > 1 else None


def report_page(actor: Actor, indicator_id: int | None = None, replaces_id: int | None = None) -> ReportPage:
    """The page for the actor's own plan that runs today (or ended last)."""
    plan = own_plan(actor)
    today = clock.today()
    if plan is None or plan.version == 0:
        return ReportPage(
            plan.pk if plan else None, "none" if plan is None else "not_agreed", (), None, today, None, ()
        )
    old = _own_report(actor, replaces_id)
    found = standings([plan.pk], plan.starts_on, today).get(plan.pk, {})
    first, last = open_days(plan, today, closed_until(plan))
    is_shut = first > (old.on if old else last)
    dues = dues_of(plan, found.values(), today, None if is_shut else first - DAY)
    wanted = old.indicator_id if old else indicator_id
    chosen = next((due for due in dues if due.indicator.id == wanted), dues[0] if dues else None)
    history = tuple(reversed(chosen.indicator.points))[:4] if chosen else ()
    on = old.on if old else min([last, *([chosen.ends] if chosen else [])])
    return ReportPage(plan.pk, "closed" if is_shut else "", dues, chosen, on, old, history, first, last, plan.ends_on)


def own_plan(actor: Actor) -> Plan | None:
    """The plan that counts today, else the last one that can still be reported on."""
    today = clock.today()
    plans = Plan.objects.filter(person=actor.person_id, starts_on__lte=today, state__in=[*COUNTED_PLAN_STATES, "draft"])
    return plans.select_related("cycle").order_by("-starts_on").first()


def open_days(plan: Plan, today: dt.date, closed: dt.date | None) -> tuple[dt.date, dt.date]:
    """First and last day that can be reported on; the first lies after the last where every day is closed."""
    first = plan.starts_on if closed is None else max(plan.starts_on, closed + DAY)
    return first, min(today, plan.ends_on)


def closed_until(plan: Plan) -> dt.date | None:
    """Last day of the quarters of the plan's year that are closed: nothing is reported for a day up to it."""
    quarters = Period.objects.filter(cycle=plan.cycle_id, kind=Period.Kind.QUARTER, state=Period.State.CLOSED)
    return quarters.order_by("-ends_on").values_list("ends_on", flat=True).first()


def dues_of(plan: Plan, found: Iterable[Standing], today: dt.date, closed: dt.date | None = None) -> tuple[Due, ...]:
    """One per indicator, the most overdue first: the earliest reporting period after `closed` without a report.

    None when no day up to today is open.
    """
    first, last = open_days(plan, today, closed)
    if first > last:
        return ()
    dues = [
        _due(indicator, standing.number, standing.text, plan, first, last)
        for standing in found
        for indicator in standing.indicators
    ]
    return tuple(sorted(dues, key=lambda due: (due.due_on, due.number)))


def _due(indicator: IndicatorStanding, number: int, text: str, plan: Plan, first: dt.date, last: dt.date) -> Due:
    """The earliest of the last three reporting periods with open days that has no report, else the next of the plan."""
    reported = {bucket(indicator.frequency, p.on) for p in indicator.points if p.state in {"accepted", "reported"}}
    recent = buckets_between(indicator.frequency, max(first, last - dt.timedelta(days=100)), last)
    open_ones = [b for b in recent[-3:] if b not in reported]
    following = bucket(indicator.frequency, min(recent[-1][1], plan.ends_on))
    starts, after = open_ones[0] if open_ones else following
    return Due(indicator, number, text, starts, after - DAY, after - DAY + GRACE)


def _own_report(actor: Actor, pk: int | None) -> Progress | None:
    if pk is None:
        return None
    states = [Progress.State.RETURNED, Progress.State.REPORTED, Progress.State.ACCEPTED]
    return Progress.objects.filter(pk=pk, reported_by=actor.person_id, state__in=states).first()


def _chart(points: list[Point], indicator: IndicatorStanding) -> dict[str, Any]:
    values = [point.value or Decimal(0) for point in points]
    if indicator.combine == "sum":
        values = list(accumulate(values))
    values = values[-12:]
    figures = [*values, *([indicator.target] if indicator.target is not None else [])]
    scale = axis(figures)
    return {
        "xs": [short_date(point.on).rsplit(" ", 1)[0] for point in points][-12:],
        "values": values,
        "lo": scale.low,
        "hi": scale.high,
        "ticks": scale.ticks,
        "targets": {len(values) - 1: indicator.target} if indicator.target is not None else None,
        "decimals": None if any(value % 1 for value in values) else 0,
        "label": f"{indicator.name}: {quantity(values[0])} … {quantity(values[-1])} {indicator.unit}",
    }
