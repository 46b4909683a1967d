"""S02 Antrean tinjau: plans and reports that wait for the superior, one beside its evidence. At most ten statements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.models import Plan, Progress, ResultLink
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.achievement import IndicatorStanding, Point, level_words, standings
from prestasi.performance.queries.evidence import EvidenceRow, evidence_of_results
from prestasi.performance.queries.plan import served_text
from prestasi.performance.queries.plan_review import ReviewFacts, review_facts
from prestasi.performance.queries.waiting import plans_to_review, reports_to_review
from prestasi.performance.queries.words import quantity

MOST = 200


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One thing that waits. `key` is `r<id>` for a report, `p<id>` for a plan."""

    key: str
    name: str
    what: str
    since: dt.datetime | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A report beside its series and evidence."""

    id: int
    plan_id: int
    person_id: int
    name: str
    post: str
    result: str
    indicator: IndicatorStanding | None
    on: dt.date
    value: Decimal | None
    figure: str
    unit: str
    note: str
    reported_at: dt.datetime
    before: Point | None
    replaces: Progress | None
    evidence: tuple[EvidenceRow, ...]
    level: int | None = None

    @property
    def before_words(self) -> str:
        """What was accepted before: a figure, or the level that was reached."""
        if self.before is None:
            return ""
        return quantity(self.before.value) if self.before.value is not None else level_words(self.before.level)

    @property
    def becomes(self) -> Decimal | None:
        """Where the indicator stands once this report is accepted: figures that are summed are added."""
        if self.value is None or self.indicator is None or self.indicator.combine != "sum":
            return self.value
        return self.value + (self.indicator.value or 0)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A plan that waits, with what a decision needs: what it serves, what changed, twins and load."""

    id: int
    person_id: int
    name: str
    post: str
    results: int
    version: int
    submitted_at: dt.datetime | None
    lock_version: int
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    facts: ReviewFacts


@dataclass(frozen=True, slots=True)
class Review:
    lines: tuple[ReviewLine, ...]
    report: ReportItem | None = None
    plan: PlanItem | None = None
    previous: str = ""
    next: str = ""
    plans: int = field(default=0)
    reports: int = field(default=0)


def review_page(actor: Actor, key: str = "") -> Review:
    """The queue at one thing (default: the first). NotVisible when it does not wait for this actor."""
    gate.check_scope(actor, gate.REVIEW)
    plans = list(
        plans_to_review(actor)
        .select_related("person", "position", "cycle")
        .annotate(count=Count("results", filter=Q(results__dropped_at__isnull=True)))
        .order_by("submitted_at")[:MOST]
    )
    reports = list(
        reports_to_review(actor)
        .select_related("plan__person", "plan__position", "indicator__result", "replaces")
        .order_by("reported_at", "pk")[:MOST]
    )
    keys = [f"p{plan.pk}" for plan in plans] + [f"r{report.pk}" for report in reports]
    if not keys:
        if key:
            raise NotVisible
        return Review(())
    chosen = key or keys[0]
    if chosen not in keys:
        raise NotVisible
    at = keys.index(chosen)
    lines = [_plan_line(plan, chosen) for plan in plans] + [_report_line(report, chosen) for report in reports]
    return Review(
        tuple(lines), next((_report(r) for r in reports if f"r{r.pk}" == chosen), None),
        next((_plan(p) for p in plans if f"p{p.pk}" == chosen), None), keys[at - 1] if at else "",
        keys[at + 1] if at + 1 < len(keys) else "", len(plans), len(reports),
    )  # fmt: skip


def next_key(actor: Actor, after: int) -> str:
    """The report to look at after this one was decided."""
    later = reports_to_review(actor).order_by("reported_at", "pk").values_list("pk", flat=True)
    pks = list(later[:MOST])
    return f"r{next((pk for pk in pks if pk > after), pks[0])}" if pks else ""


def _plan_line(plan: Plan, chosen: str) -> ReviewLine:
    what = _("Perubahan rencana kinerja") if plan.version else _("Rencana kinerja")
    return ReviewLine(f"p{plan.pk}", plan.person.full_name, what, plan.submitted_at, f"p{plan.pk}" == chosen)


def _report_line(report: Progress, chosen: str) -> ReviewLine:
    return ReviewLine(
        f"r{report.pk}",
        report.plan.person.full_name,
        report.indicator.name,
        report.reported_at,
        f"r{report.pk}" == chosen,
    )


def _plan(plan: Plan) -> PlanItem:
    count: int = plan.count  # type: ignore[attr-defined]
    return PlanItem(
        plan.pk, plan.person_id, plan.person.full_name, plan.position.title, count, plan.version, plan.submitted_at,
        plan.lock_version, _results(plan), review_facts(plan),
    )  # fmt: skip


def _results(plan: Plan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Results with what they serve, as the queue shows them. Two statements more than the facts need."""
    served = ResultLink.objects.filter(ended_at__isnull=True).select_related("parent", "goal")
    rows = plan.results.filter(dropped_at__isnull=True).order_by("order").prefetch_related(
        Prefetch("links", served, "open_links")
    )  # fmt: skip
    return tuple((r.text, tuple(served_text(link) for link in r.open_links)) for r in rows)


def _report(report: Progress) -> ReportItem:
    plan, result = report.plan, report.indicator.result
    found = standings([plan.pk], plan.starts_on, report.on).get(plan.pk, {}).get(result.pk)
    indicator = next((i for i in found.indicators if i.id == report.indicator_id), None) if found else None
    earlier = [p for p in indicator.points if p.counts and p.id != report.pk] if indicator else []
    evidence = evidence_of_results([result.pk], report.on, plan.pk)
    return ReportItem(
        id=report.pk, plan_id=plan.pk, person_id=plan.person_id, name=plan.person.full_name,
        post=plan.position.title, result=result.text, indicator=indicator, on=report.on,
        value=report.value, figure=_figure(report), unit=report.indicator.unit_of_measure, note=report.note,
        reported_at=report.reported_at, before=earlier[-1] if earlier else None, replaces=report.replaces,
        evidence=tuple(row for row in evidence if row.progress_id == report.pk), level=report.level,
    )  # fmt: skip


def _figure(report: Progress) -> str:
    if report.value is not None:
        return quantity(report.value)
    return next((str(i["text"]) for i in report.indicator.levels if i["level"] == report.level), "")
