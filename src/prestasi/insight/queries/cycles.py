"""B06, *Periode dan aturan*: the performance years with their periods, rule set and counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed
from prestasi.fairness.queries.openings import Standing, standing
from prestasi.fairness.queries.reports import is_required
from prestasi.insight.mapping import ruleset_title
from prestasi.insight.models import Tally
from prestasi.insight.permissions import WATCHERS
from prestasi.insight.queries.flow import CONFIRMED, RATED
from prestasi.performance.models import CloseRun, Cycle, Period
from prestasi.performance.permissions.evaluation import check_may_run_cycles, runs_cycles
from prestasi.performance.queries.words import period_words


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period; `counts` are evaluations per state over the whole agency."""

    id: int
    title: str
    starts_on: dt.date
    ends_on: dt.date
    self_due_on: dt.date
    rating_due_on: dt.date
    confirm_due_on: dt.date
    state: str
    counts: dict[str, int]
    opening: Standing | None = None
    needs_report: bool = False

    @property
    def total(self) -> int:
        return sum(n for state, n in self.counts.items() if state != "skipped")

    @property
    def rated(self) -> int:
        return sum(self.counts.get(state, 0) for state in RATED)

    @property
    def confirmed(self) -> int:
        return sum(self.counts.get(state, 0) for state in CONFIRMED)

    @property
    def skipped(self) -> int:
        return self.counts.get("skipped", 0)

    @property
    def may_open(self) -> bool:
        return self.state != Period.State.CLOSED

    @property
    def is_ahead(self) -> bool:
        return self.state == Period.State.AHEAD

    @property
    def may_close(self) -> bool:
        return self.state == Period.State.OPEN


@dataclass(frozen=True, slots=True)
class CycleLine:
    """One year with its rule set, population rule in words, and the receipt hash of its close."""

    year: int
    state: str
    state_label: str
    ruleset: str
    ruleset_title: str
    plan_due_on: dt.date
    population: tuple[str, ...]
    plans: dict[str, int]
    periods: tuple[PeriodLine, ...]
    closed_with: str

    @property
    def plan_count(self) -> int:
        return sum(self.plans.values())


def cycles(actor: Actor) -> tuple[CycleLine, ...]:
    """All years, newest first. Five statements."""
    if not any(grant.role in WATCHERS for grant in actor.grants):
        raise NotAllowed(_("Periode dan aturan dibuka oleh analis kepegawaian, admin, dan auditor."), "BKPP/BKD")
    counts, plans = _counts()
    periods: dict[int, list[PeriodLine]] = defaultdict(list)
    openings = standing(actor)
    for period in Period.objects.select_related("cycle").order_by("number"):
        periods[period.cycle_id].append(_period(period, counts[period.pk], openings.get(period.pk)))
    closes = dict(CloseRun.objects.filter(state="done").order_by("id").values_list("cycle_id", "results_sha256"))
    return tuple(
        _cycle(cycle, tuple(periods[cycle.pk]), plans[cycle.pk], closes.get(cycle.pk, ""))
        for cycle in Cycle.objects.order_by("-year")
    )


FIRST_MONTH = 10
"""From October on the next year can be prepared."""


def next_year(actor: Actor) -> int | None:
    """The year after the last one, for whom may prepare it; None when it is too early. One statement."""
    last = Cycle.objects.order_by("-year").values_list("year", flat=True).first()
    today = clock.today()
    if not runs_cycles(actor) or last is None or last >= today.year + (today.month >= FIRST_MONTH):
        return None
    return last + 1


def year_to_prepare(actor: Actor) -> int:
    """The year that the actor may prepare now. Errors: NotAllowed; Closed when there is none yet."""
    check_may_run_cycles(actor)
    if (year := next_year(actor)) is None:
        raise Closed(_("Tahun berikutnya sudah disiapkan, atau baru dapat disiapkan mulai Oktober."))
    return year


def _counts() -> tuple[dict[int, dict[str, int]], dict[int, dict[str, int]]]:
    evaluations: dict[int, dict[str, int]] = defaultdict(dict)
    plans: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Tally.objects.filter(measure__in=["plan", "evaluation"]).values_list("cycle", "period", "state")
    for cycle, period, state, n in rows.annotate(total=Sum("n")).filter(total__gt=0):
        into = plans[cycle] if period is None else evaluations[period]
        into[state] = n
    return evaluations, plans


def _period(period: Period, counts: dict[str, int], opening: Standing | None = None) -> PeriodLine:
    return PeriodLine(
        id=period.pk,
        title=period_words(period, period.cycle.year),
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        self_due_on=period.self_due_on,
        rating_due_on=period.rating_due_on,
        confirm_due_on=period.confirm_due_on,
        state=period.state,
        counts=counts,
        opening=opening,
        needs_report=is_required(period) and period.state != Period.State.CLOSED,
    )


def _cycle(cycle: Cycle, periods: tuple[PeriodLine, ...], plans: dict[str, int], closed_with: str) -> CycleLine:
    return CycleLine(
        year=cycle.year,
        state=cycle.state,
        state_label=str(Cycle.State(cycle.state).label),
        ruleset=cycle.ruleset,
        ruleset_title=ruleset_title(cycle.ruleset),
        plan_due_on=cycle.plan_due_on,
        population=_population(cycle.population),
        plans=plans,
        periods=periods,
        closed_with=closed_with,
    )


def _population(rule: dict[str, Any]) -> tuple[str, ...]:
    words = {"units": _("unit tertentu"), "employment": _("jenis kepegawaian"), "kinds": _("jenis jabatan")}
    parts = tuple(f"{words[name]}: {len(rule[name])}" for name in words if rule.get(name))
    return parts or (_("seluruh pegawai yang rencananya disepakati"),)


def period_line(period_id: int) -> PeriodLine | None:
    """One period with its counts, for the page that asks before it opens or closes."""
    period = Period.objects.select_related("cycle").filter(pk=period_id).first()
    return None if period is None else _period(period, _counts()[0][period_id])
