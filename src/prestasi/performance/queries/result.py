"""*Rincian hasil kerja*: one result with its indicators over time, its evidence, what it serves and who serves it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.axis import axis
from prestasi.core.errors import NotVisible
from prestasi.people.models import Person, ReportingLine
from prestasi.people.permissions import Relation, relations, visible_people
from prestasi.performance.models import Evidence, ExpectedResult, Indicator, Plan, Progress, ResultLink
from prestasi.performance.permissions.plan import can_act, parties
from prestasi.performance.queries import words
from prestasi.performance.queries.achievement import IndicatorStanding, standings
from prestasi.performance.queries.cascade import Rung, ladder, rungs_above
from prestasi.performance.queries.suggestions import meant_for
from prestasi.performance.states import LIVE

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Series:
    """A chart: months, figures (None where nothing was reported) and the target path at each month."""

    months: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    path: dict[int, Decimal]
    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    sentence: str

    @property
    def has_figures(self) -> bool:
        return any(v is not None for v in self.values)


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence of an entry."""

    id: int
    title: str
    kind: str
    kind_label: str
    reference: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One report with its evidence."""

    id: int
    on: dt.date
    figure: str
    note: str
    state: str
    state_label: str
    verified_by: str
    return_reason: str
    evidence: tuple[EvidenceView, ...]

    @property
    def tone(self) -> str:
        return {"accepted": "b", "reported": "wait", "returned": "bp", "replaced": "none"}[self.state]


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator: how it is meant, where it stands, its series and entries."""

    indicator: Indicator
    standing: IndicatorStanding
    series: Series
    entries: tuple[Entry, ...]

    @property
    def value(self) -> Decimal | None:
        """The combined figure without useless noughts."""
        return None if self.standing.value is None else self.standing.value.normalize()

    @property
    def flag(self) -> Decimal | None:
        return None if self.standing.flag is None else self.standing.flag.normalize()

    @property
    def definition(self) -> tuple[tuple[str, str], ...]:
        """How the number is meant, as label and words; empty ones are left out."""
        i = self.indicator
        rows = (
            (_("Aspek"), i.get_aspect_display()),
            (_("Arah"), "" if i.levels else i.get_direction_display()),
            (
                _("Angka awal"),
                f"{words.quantity(i.start_value)} {i.unit_of_measure}" if i.start_value is not None else "",
            ),
            (_("Target"), f"{self.standing.target_text} {i.unit_of_measure}" if self.standing.target_text else ""),
            (_("Angka beberapa periode"), "" if i.levels else i.get_combine_display()),
            (_("Dicatat"), i.get_frequency_display()),
            (_("Rumus"), i.formula),
            (_("Sumber data"), i.data_source),
            (_("Bobot"), formats.percent(Decimal(i.weight_bp) / 100) if i.weight_bp is not None else ""),
            (_("Pustaka indikator"), meant_for(i.standard) if i.standard else ""),
            (_("Pengertian"), i.standard.definition if i.standard else ""),
            (_("Pengendalian mutu"), i.standard.quality_control if i.standard else ""),
            (_("Disalin dari"), _origin(i)),
        )
        return tuple((label, str(text)) for label, text in rows if text)


def _origin(indicator: Indicator) -> str:
    """Post and year of the plan an indicator was copied from."""
    if indicator.copied_from is None:
        return ""
    plan = indicator.copied_from.result.plan
    return f"{plan.position.title}, {plan.starts_on.year}"


@dataclass(frozen=True, slots=True)
class Contribution:
    """A result below that serves this one. Name and address only where the actor may see the person."""

    result_id: int
    text: str
    position: str
    name: str
    is_direct: bool
    is_visible: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The page of one result."""

    plan: Plan
    result: ExpectedResult
    is_own: bool
    may: frozenset[str]
    rungs: tuple[Rung, ...]
    measured: tuple[Measured, ...]
    contributions: tuple[Contribution, ...]
    achievement: str


def result_page(actor: Actor, result_id: int) -> ResultPage:
    """For everybody who may see the owner. Ten queries however many entries."""
    result = (
        ExpectedResult.objects.filter(pk=result_id)
        .select_related("plan__cycle", "plan__person", "plan__position", "assigned_by")
        .first()
    )
    found = relations(actor, result.plan.person_id) if result else frozenset()
    if result is None or not found:
        raise NotVisible
    plan, held = result.plan, parties(actor, found)
    until = min(clock.today(), plan.ends_on)
    standing = standings([plan.pk], plan.starts_on, until, plan_starts=plan.starts_on, plan_ends=plan.ends_on)
    own = standing.get(plan.pk, {}).get(result.pk)
    may = {act for act in ("edit", "revise") if can_act(held, plan, act)}
    if Relation.SELF in found and plan.state in LIVE and leads_somebody(actor):
        may.add("push")
    return ResultPage(
        plan, result, Relation.SELF in found, frozenset(may), tuple(ladder(rungs_above([result.pk]), result.pk)),
        tuple(_measured(plan, result, own.indicators if own else ())), _contributions(actor, result),
        words.percent_of_target(own.achievement_bp if own else None),
    )  # fmt: skip


def leads_somebody(actor: Actor) -> bool:
    """Whether the actor has direct subordinates today."""
    me = actor.on_behalf_of or actor.person_id
    return ReportingLine.objects.on(clock.today()).filter(superior_id=me).exists()


def _measured(plan: Plan, result: ExpectedResult, standing: tuple[IndicatorStanding, ...]) -> list[Measured]:
    rows = Indicator.objects.filter(result=result, dropped_at__isnull=True).select_related(
        "copied_from__result__plan__position", "standard__job_family", "standard__job_family"
    )
    by_id = {i.pk: i for i in rows}
    entries = _entries(result)
    return [Measured(by_id[s.id], s, series_of(plan, s), tuple(entries[s.id])) for s in standing if s.id in by_id]


def _entries(result: ExpectedResult) -> dict[int, list[Entry]]:
    evidence: dict[int, list[EvidenceView]] = defaultdict(list)
    for e in Evidence.objects.filter(progress__indicator__result=result).order_by("id"):
        evidence[e.progress_id].append(EvidenceView(e.pk, e.title, e.kind, e.get_kind_display(), e.reference))
    rows = (
        Progress.objects.filter(indicator__result=result)
        .select_related("verified_by", "indicator")
        .order_by("-on", "-id")
    )
    found: dict[int, list[Entry]] = defaultdict(list)
    for p in rows:
        found[p.indicator_id].append(_entry(p, evidence[p.pk]))
    return found


def _entry(p: Progress, evidence: list[EvidenceView]) -> Entry:
    measure = p.indicator.unit_of_measure
    figure = f"{words.quantity(p.value)} {measure}" if p.value is not None else _("Tingkat %s") % p.level
    verifier = p.verified_by.full_name if p.verified_by else ""
    return Entry(
        p.pk, p.on, figure, p.note, p.state, str(p.get_state_display()), verifier, p.return_reason, tuple(evidence)
    )  # fmt: skip


def series_of(plan: Plan, standing: IndicatorStanding) -> Series:
    """Accepted figures by month against the straight path from the start (or nought, for sums) to the target."""
    months = list(_months(plan.starts_on, plan.ends_on))
    values = _by_month(months, standing)
    path = _path(months, standing)
    scale = axis([v for v in (*values, *path.values()) if v is not None])
    names = tuple(formats.short_date(dt.date(y, m, 1)).split()[1] for y, m in months)
    return Series(names, tuple(values), path, scale.low, scale.high, scale.ticks, _sentence(standing))


def _months(first: dt.date, last: dt.date) -> list[tuple[int, int]]:
    count = (last.year - first.year) * MONTHS + last.month - first.month + 1
    return [(first.year + (first.month - 1 + n) // MONTHS, (first.month - 1 + n) % MONTHS + 1) for n in range(count)]


def _by_month(months: list[tuple[int, int]], standing: IndicatorStanding) -> list[Decimal | None]:
    latest: dict[tuple[int, int], Decimal] = {}
    for point in standing.points:
        if point.counts and point.value is not None:
            latest[point.on.year, point.on.month] = point.value
    if standing.combine != "sum":
        return [latest.get(month) for month in months]
    total, found = Decimal(0), []
    for month in months:
        total += latest.get(month, Decimal(0))
        found.append(total if month in latest else None)
    return found


def _path(months: list[tuple[int, int]], standing: IndicatorStanding) -> dict[int, Decimal]:
    goal = standing.target if standing.target is not None else standing.low
    if goal is None:
        return {}
    start = Decimal(0) if standing.combine == "sum" else standing.start
    if start is None:
        return dict.fromkeys(range(len(months)), goal)
    return {n: (start + (goal - start) * (n + 1) / len(months)).quantize(Decimal("0.01")) for n in range(len(months))}


def _sentence(s: IndicatorStanding) -> str:
    facts = {"name": s.name, "value": s.value_text or _("belum ada angka"), "target": s.target_text, "unit": s.unit}
    return _("%(name)s: %(value)s dari target %(target)s %(unit)s") % facts


def _contributions(actor: Actor, result: ExpectedResult) -> tuple[Contribution, ...]:
    links = list(
        ResultLink.objects.filter(parent=result, ended_at__isnull=True, result__dropped_at__isnull=True)
        .select_related("result__plan__person", "result__plan__position")
        .order_by("result__plan__person__name")
    )
    seen = seen_people(actor, {link.result.plan.person_id for link in links})
    return tuple(_contribution(link, link.result.plan.person_id in seen) for link in links)


def seen_people(actor: Actor, person_ids: set[int]) -> set[int]:
    """Those of the people whom the actor may see."""
    if not person_ids:
        return set()
    return set(Person.objects.filter(visible_people(actor), pk__in=person_ids).values_list("pk", flat=True))


def _contribution(link: ResultLink, visible: bool) -> Contribution:
    plan: Any = link.result.plan
    return Contribution(
        link.result_id, link.result.text, plan.position.title, plan.person.full_name if visible else "",
        link.kind == "direct", visible,
    )  # fmt: skip
