"""How far the units below a unit are with plans and evaluations. One statement over tallies, whatever the staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Cycle, Period
from prestasi.performance.queries.words import period_words

PLAN_READY = ("agreed", "revising", "ended", "closed")
SELF_DONE = ("self", "rated", "confirmed", "received", "final")
RATED = ("rated", "confirmed", "received", "final")
CONFIRMED = ("confirmed", "received", "final")
OPENED = ("received", "final")
COUNTED = ("open", *SELF_DONE)

# The unit directly below is the next number in the path of whatever lies below it; the unit itself has none.
SUMS = """
SELECT coalesce(nullif(split_part(substr(v.path, %(skip)s), '.', 1), ''), '0')::bigint,
  t.measure, t.state, sum(t.n)::int
FROM organization_unitversion v JOIN insight_tally t ON t.unit_id = v.unit_id AND t.cycle_id = %(cycle)s
  AND (t.period_id IS NULL OR t.period_id = %(period)s) AND t.n > 0
WHERE v.path LIKE %(below)s AND v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to > %(day)s)
GROUP BY 1, 2, 3
"""


@dataclass(slots=True)
class Flow:
    """Counts of one unit with everything below it; shares are whole percents, None when there is nothing to count."""

    unit_id: int
    name: str
    kind: str
    plans: dict[str, int] = field(default_factory=dict)
    evaluations: dict[str, int] = field(default_factory=dict)
    progress: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)

    def add(self, measure: str, state: str, n: int) -> None:
        """Count `n` more plans, evaluations or reports in a state."""
        kept = {"plan": self.plans, "evaluation": self.evaluations, "progress": self.progress, "staff": self.staff}
        into = kept[measure]
        into[state] = into.get(state, 0) + n

    @property
    def people(self) -> int:
        """Plans of the year; a person who moved has several."""
        return sum(self.plans.values())

    @property
    def unplanned(self) -> int:
        """People on duty without any plan for the year, as counted this morning."""
        return self.staff.get("unplanned", 0)

    @property
    def drafts(self) -> int:
        return _sum(self.plans, ("draft", "returned"))

    @property
    def submitted(self) -> int:
        return self.plans.get("submitted", 0)

    @property
    def opened(self) -> int | None:
        """Share of results that were released and opened by their owners."""
        return _share(_sum(self.evaluations, OPENED), self.to_rate)

    @property
    def to_rate(self) -> int:
        return _sum(self.evaluations, COUNTED)

    @property
    def unrated(self) -> int:
        return self.to_rate - _sum(self.evaluations, RATED)

    @property
    def waiting(self) -> int:
        """Reports that wait for their verifier."""
        return self.progress.get("reported", 0)

    @property
    def agreed(self) -> int | None:
        return _share(_sum(self.plans, PLAN_READY), self.people)

    @property
    def self_assessed(self) -> int | None:
        return _share(_sum(self.evaluations, SELF_DONE), self.to_rate)

    @property
    def rated(self) -> int | None:
        return _share(_sum(self.evaluations, RATED), self.to_rate)

    @property
    def confirmed(self) -> int | None:
        return _share(_sum(self.evaluations, CONFIRMED), self.to_rate)


@dataclass(frozen=True, slots=True)
class Times:
    """The year and the period that a board speaks about."""

    cycle: Cycle
    period: Period
    periods: tuple[Period, ...]
    today: dt.date

    @property
    def title(self) -> str:
        """ "Triwulan III 2026" or "Tahun 2026"."""
        return period_words(self.period, self.cycle.year)

    @property
    def choices(self) -> list[tuple[int, str, bool]]:
        """Periods of the year as (id, words, is chosen)."""
        return [(p.pk, period_words(p, self.cycle.year), p.pk == self.period.pk) for p in self.periods]

    @property
    def days_left(self) -> int:
        """Days until ratings are due; negative when overdue."""
        return (self.period.rating_due_on - self.today).days


def times(today: dt.date, period_id: int | None = None) -> Times | None:
    """The asked period, else the oldest one still open, else the newest closed; None before any year is prepared."""
    periods = list(Period.objects.select_related("cycle").order_by("starts_on", "number"))
    if not periods:
        return None
    chosen = next((p for p in periods if p.pk == period_id), None) or _current(periods, today)
    same_year = tuple(p for p in periods if p.cycle_id == chosen.cycle_id)
    return Times(chosen.cycle, chosen, same_year, today)


def _current(periods: list[Period], today: dt.date) -> Period:
    started = [p for p in periods if p.starts_on <= today] or periods[:1]
    waiting = [p for p in started if p.state == Period.State.OPEN and p.kind == Period.Kind.QUARTER]
    return waiting[0] if waiting else started[-1]


def family(unit_id: int, day: dt.date) -> list[UnitVersion]:
    """A unit and those directly below it in the order of the tree. One statement."""
    return list(UnitVersion.objects.on(day).filter(Q(unit=unit_id) | Q(parent=unit_id)).order_by("path"))


def flows(path: str, at: Times, units: list[UnitVersion] | None = None) -> tuple[Flow | None, list[Flow]]:
    """The unit with everything below it, and one row per unit directly below; `units`: its family, when at hand."""
    unit_id = int(path.rstrip(".").rpartition(".")[2])
    versions = family(unit_id, at.today) if units is None else units
    rows = {v.unit_id: Flow(v.unit_id, v.name, v.kind) for v in versions}
    whole = rows.pop(unit_id, None)
    for child, measure, state, n in _sums(path, at):
        for flow in (whole, rows.get(child)):
            if flow is not None:
                flow.add(measure, state, n)
    return whole, list(rows.values())


def _sums(path: str, at: Times) -> list[tuple[int, str, str, int]]:
    times: dict[str, int | str | dt.date] = {"day": at.today, "cycle": at.cycle.pk, "period": at.period.pk}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, {"skip": len(path) + 1, "below": f"{path}%", **times})
        return cursor.fetchall()


def _sum(counts: dict[str, int], states: Iterable[str]) -> int:
    return sum(counts.get(state, 0) for state in states)


def _share(part: int, whole: int) -> int | None:
    return part * 100 // whole if whole else None
