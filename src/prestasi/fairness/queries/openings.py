"""Openings of periods: the proposal with its dates, population, messages and what the simulation says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from prestasi.core import formats
from prestasi.core.actor import Actor
from prestasi.fairness.models import PeriodOpening
from prestasi.fairness.permissions import OFFICE, WATCHERS, decides_opening, holds, makes, opening_or_404
from prestasi.fairness.queries.simulations import Row, _rows
from prestasi.performance.models import Period, Plan
from prestasi.performance.queries.words import period_words
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES


@dataclass(frozen=True, slots=True)
class Opening:
    """One proposal as its readers see it."""

    id: int
    period_id: int
    title: str
    copied_from: str
    ruleset: str
    ruleset_hash: str
    dates: tuple[tuple[str, dt.date], ...]
    state: str
    state_label: str
    lock_version: int
    proposed_by: str
    proposed_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None
    reason: str
    plans: int
    raters: int
    without_rater: int
    messages: tuple[tuple[str, str], ...]
    simulation_id: int | None
    simulation_state: str
    simulation_percent: int
    changed: int | None
    rows: tuple[Row, ...]
    replayed: str
    may_make: bool
    may_decide: bool
    reads_simulation: bool

    @property
    def is_moving(self) -> bool:
        return self.simulation_state in {"queued", "running"}


def opening_page(actor: Actor, opening_id: int) -> Opening:
    """The page of one opening. Four statements."""
    found = opening_or_404(actor, opening_id)
    plans, raters, without = population(found.period)
    simulation = found.simulation
    result = simulation.result if simulation else {}
    title = period_words(found.period, found.period.cycle.year)
    return Opening(
        id=found.pk, period_id=found.period_id, title=title,
        copied_from=period_words(found.copied_from, found.copied_from.cycle.year) if found.copied_from else "",
        ruleset=found.ruleset, ruleset_hash=found.ruleset_hash, dates=_dates(found), state=found.state,
        state_label=found.get_state_display(), lock_version=found.lock_version,
        proposed_by=found.proposed_by.full_name, proposed_at=found.proposed_at,
        decided_by=found.decided_by.full_name if found.decided_by else "", decided_at=found.decided_at,
        reason=found.decision_reason, plans=plans, raters=raters, without_rater=without,
        messages=messages(title, found), simulation_id=found.simulation_id,
        simulation_state=simulation.state if simulation else "",
        simulation_percent=100 * simulation.done // simulation.total if simulation and simulation.total else 0,
        changed=result.get("changed"), rows=_rows(result),
        replayed=period_words(simulation.period, simulation.period.cycle.year) if simulation else "",
        may_make=makes(actor), may_decide=decides_opening(actor, found),
        reads_simulation=holds(actor, OFFICE),
    )  # fmt: skip


def _dates(opening: PeriodOpening) -> tuple[tuple[str, dt.date], ...]:
    """The calendar, in order."""
    return (
        (_("Periode dimulai"), opening.period.starts_on),
        (_("Periode berakhir"), opening.period.ends_on),
        (_("Batas evaluasi diri"), opening.self_due_on),
        (_("Batas penilaian"), opening.rating_due_on),
        (_("Batas penetapan"), opening.confirm_due_on),
    )


def population(period: Period) -> tuple[int, int, int]:
    """Plans that get an evaluation, their raters, and plans nobody would rate; before leaves are looked at."""
    plans = Plan.objects.filter(
        cycle=period.cycle_id, version__gt=0, state__in=COUNTED_PLAN_STATES, starts_on__lte=period.ends_on,
        ends_on__gte=period.starts_on,
    )  # fmt: skip
    found = plans.aggregate(
        plans=Count("pk"), raters=Count("rater", distinct=True), without=Count("pk", filter=Q(rater__isnull=True))
    )
    return found["plans"], found["raters"], found["without"]


def messages(title: str, opening: PeriodOpening) -> tuple[tuple[str, str], ...]:
    """(to whom, text) of what people read once the period is open: the reminders with these dates."""
    own, rate = formats.long_date(opening.self_due_on), formats.long_date(opening.rating_due_on)
    confirm = formats.long_date(opening.confirm_due_on)
    return (
        (_("Pegawai"), _("%(t)s dibuka. Isi evaluasi diri sampai %(d)s.") % {"t": title, "d": own}),
        (_("Pejabat penilai"), _("%(t)s dibuka. Nilai tim Anda sampai %(d)s.") % {"t": title, "d": rate}),
        (_("Atasan penilai"), _("Tetapkan hasil %(t)s sampai %(d)s.") % {"t": title, "d": confirm}),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a period is on its way to being opened: the live opening, if any."""

    id: int
    state: str
    label: str


def standing(actor: Actor) -> dict[int, Standing]:
    """Period id -> its live opening, for the page of periods; nothing for scopes of a unit. One statement."""
    if not holds(actor, WATCHERS):
        return {}
    live = PeriodOpening.objects.filter(state__in=["prepared", "proposed"])
    return {row.period_id: Standing(row.pk, row.state, row.get_state_display()) for row in live}
