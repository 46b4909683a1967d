"""*Susun rencana*: the task list, the cards to take over, and the editors of one result and one indicator."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.people.permissions import relations
from prestasi.performance.models import Cycle, ExpectedResult, Indicator, Plan, ResultLink
from prestasi.performance.permissions.plan import can_act, parties, plan_or_404
from prestasi.performance.queries.link_targets import Target, Targets, link_targets, superior_results
from prestasi.performance.queries.plan import LinkView, full_plans, link_views, served_text
from prestasi.performance.queries.plan_checks import OWES_NO_PLAN, Checks, check_plan, indicator_hints, result_hints
from prestasi.performance.queries.plan_document import live_results
from prestasi.performance.queries.suggestions import (
    Card,
    LibraryEntry,
    StandardEntry,
    cards,
    library_entries,
    standard_entries,
)
from prestasi.performance.states import Who

MEASURING = frozenset({"indicator", "target", "weight"})


@dataclass(frozen=True, slots=True)
class Task:
    """One section of the task list; it can be done in any order."""

    title: str
    status: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A result on the task list."""

    id: int
    number: int
    text: str
    is_main: bool
    indicators: int
    links: tuple[LinkView, ...]
    missing: tuple[str, ...]
    assigned_by: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The page: what I have, what is offered, what is missing."""

    plan: Plan
    tasks: tuple[Task, ...]
    rows: tuple[DraftRow, ...]
    offered: tuple[Card, ...]
    superior: tuple[Target, ...]
    checks: Checks
    rater: str
    rater_since: dt.date | None
    can_submit: bool

    @property
    def from_last_year(self) -> int:
        """How many own results of last year wait to be taken."""
        return sum(card.kind == "last_year" for card in self.offered)


def draft_page(actor: Actor, plan_id: int) -> DraftPage:
    """For owner and superior; NotVisible for everybody else. At most twelve queries however long the plan."""
    plan = full_plans().filter(pk=plan_id).first()
    held = parties(actor, relations(actor, plan.person_id)) if plan else frozenset()
    if plan is None or not held & {Who.OWNER, Who.REVIEWER}:
        raise NotVisible
    today = clock.today()
    results = live_results(plan.pk)
    line = ReportingLine.objects.on(today).filter(person_id=plan.person_id).select_related("superior").first()
    above = superior_results(plan, today).select_related("plan__person").order_by("order")[:30]
    linked = {link.parent_id for r in results for link in r.open_links}  # type: ignore[attr-defined]
    superior = tuple(Target(r.text, r.plan.person.full_name, result_id=r.pk, linked=r.pk in linked) for r in above)
    checks = check_plan(plan, results, has_rater=line is not None, superior_has_results=bool(superior))
    return DraftPage(
        plan, _tasks(plan, results, checks, can_act(held, plan, "edit")), _rows(results, checks),
        tuple(cards(plan, today)), superior, checks,
        line.superior.full_name if line else "", line.valid_from if line else None, can_act(held, plan, "submit"),
    )  # fmt: skip


def _tasks(plan: Plan, results: list[ExpectedResult], checks: Checks, may_edit: bool) -> tuple[Task, ...]:
    indicators = len([i for r in results for i in r.shown_indicators])  # type: ignore[attr-defined]
    attached = len(plan.attachment_rows)  # type: ignore[attr-defined]
    missing = {c.key for c in checks.missing}
    attachments = reverse(f"performance:{'plan_attachments' if may_edit else 'plan_detail'}", args=[plan.pk])
    return (
        _task(_("Hasil kerja"), len(results), not missing & {"main"}, "#hasil", _("%s hasil kerja")),
        _task(_("Indikator dan target"), indicators, not missing & MEASURING, "#hasil", _("%s indikator")),
        _task(_("Tautan ke atasan"), _linked(results), "link" not in missing, "#hasil", _("%s tertaut")),
        _task(_("Kesepakatan pendukung"), attached, True, attachments, _("%s baris")),
    )  # fmt: skip


def _task(title: str, count: int, complete: bool, url: str, words: str) -> Task:
    if not complete:
        return Task(title, _("Belum lengkap"), "bp", url)
    return Task(title, words % count if count else _("Belum diisi"), "b" if count else "none", url)


def _linked(results: list[ExpectedResult]) -> int:
    return len([r for r in results if r.open_links])  # type: ignore[attr-defined]


def _rows(results: list[ExpectedResult], checks: Checks) -> tuple[DraftRow, ...]:
    last = {r.kind: r.pk for r in results}
    first = {r.kind: r.pk for r in reversed(results)}
    return tuple(
        DraftRow(
            r.pk, number, r.text, r.kind == "utama", len(r.shown_indicators), link_views(r),  # type: ignore[attr-defined]
            tuple(c.text for c in checks.missing if c.result_id == r.pk),
            r.assigned_words, first[r.kind] == r.pk, last[r.kind] == r.pk,
        )
        for number, r in enumerate(results, 1)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StartChoice:
    """A post of the year for which a plan can be started."""

    assignment_id: int
    title: str
    dates: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """Shown when a person has no plan to write."""

    year: int
    choices: tuple[StartChoice, ...]
    why_none: str


def start_page(actor: Actor, year: int | None = None) -> StartPage:
    """The asked year, else this one or the next that is prepared, and the own posts without a plan. Two queries."""
    today = clock.today().year
    open_years = list(Cycle.objects.exclude(state=Cycle.State.CLOSED).order_by("year").values_list("year", flat=True))
    year = year if year in open_years else next((y for y in open_years if y >= today), today)
    me = actor.person_id or 0
    covered = Plan.objects.filter(person_id=me, cycle__year=year).values("assignment")
    posts = (
        Assignment.objects.filter(person_id=me, valid_from__lte=dt.date(year, 12, 31))
        .exclude(valid_to__lte=dt.date(year, 1, 1)).exclude(pk__in=covered)
        .exclude(kind__in=("plt", "plh")).select_related("position", "person").order_by("-valid_from")
    )  # fmt: skip
    if any(p.person.employment == Person.Employment.ELECTED for p in posts):
        return StartPage(year, (), str(OWES_NO_PLAN))
    why = _("Semua penempatan Anda tahun ini sudah punya rencana, atau Anda tidak wajib SKP.")
    return StartPage(year, tuple(StartChoice(p.pk, p.position.title, _dates(p)) for p in posts), why)


def _dates(post: Assignment) -> str:
    until = formats.short_date(post.valid_to) if post.valid_to else _("sekarang")
    return f"{formats.short_date(post.valid_from)} – {until}"


@dataclass(frozen=True, slots=True)
class ResultEditor:
    """The page on which one result, its indicators and its links are written."""

    plan: Plan
    result: ExpectedResult
    number: int
    indicators: tuple[Indicator, ...]
    links: tuple[LinkView, ...]
    hints: tuple[str, ...]
    may_edit: bool
    may_link: bool


def result_editor(actor: Actor, result_id: int) -> ResultEditor:
    """For owner and superior. Six queries."""
    result = (
        ExpectedResult.objects.filter(pk=result_id, dropped_at__isnull=True)
        .prefetch_related(
            Prefetch(
                "indicators", Indicator.objects.filter(dropped_at__isnull=True).order_by("order"), "shown_indicators"
            ),
            Prefetch(
                "links",
                ResultLink.objects.filter(ended_at__isnull=True).select_related("parent__plan__person", "goal"),
                "open_links",
            ),
        )
        .first()
    )
    if result is None:
        raise NotVisible
    plan, held = plan_for_writing(actor, result.plan_id)
    indicators = tuple(result.shown_indicators)
    hints = [*result_hints(result.text), *(h for i in indicators for h in indicator_hints(i, plan))]
    return ResultEditor(
        plan, result, result.order, indicators, link_views(result), tuple(hints), can_act(held, plan, "edit"),
        plan.state not in ("ended", "closed"),
    )  # fmt: skip


def plan_for_writing(actor: Actor, plan_id: int) -> tuple[Plan, frozenset[Who]]:
    """The plan for its owner or superior; NotVisible for everybody else."""
    plan = plan_or_404(actor, plan_id)
    held = parties(actor, relations(actor, plan.person_id))
    if not held & {Who.OWNER, Who.REVIEWER}:
        raise NotVisible
    return plan, held


@dataclass(frozen=True, slots=True)
class IndicatorEditor:
    """The page on which one indicator is written; `indicator` is None for a new one."""

    plan: Plan
    result: ExpectedResult
    indicator: Indicator | None
    standards: tuple[StandardEntry, ...]
    library: tuple[LibraryEntry, ...]
    may_edit: bool


def indicator_editor(
    actor: Actor, *, result_id: int | None = None, indicator_id: int | None = None, words: str = ""
) -> IndicatorEditor:
    """New indicator of a result, or an existing one. Seven queries."""
    indicator = Indicator.objects.filter(pk=indicator_id, dropped_at__isnull=True).first() if indicator_id else None
    if indicator_id and indicator is None:
        raise NotVisible
    key = indicator.result_id if indicator else result_id
    result = ExpectedResult.objects.filter(pk=key or 0, dropped_at__isnull=True).first()
    if result is None:
        raise NotVisible
    plan, held = plan_for_writing(actor, result.plan_id)
    kept = () if indicator else tuple(standard_entries(plan, clock.today(), words))
    entries = () if indicator else tuple(library_entries(plan, words))
    return IndicatorEditor(plan, result, indicator, kept, entries, can_act(held, plan, "edit"))


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Choosing what a result serves, with the history of its links."""

    plan: Plan
    result: ExpectedResult
    links: tuple[LinkView, ...]
    targets: Targets
    ended: tuple[tuple[str, str, dt.datetime], ...]
    words: str


def link_page(actor: Actor, result_id: int, words: str) -> LinkPage:
    """For owner and superior. Ten queries."""
    editor = result_editor(actor, result_id)
    history = ResultLink.objects.filter(result_id=result_id).select_related("parent", "goal", "ended_by")
    rows = list(history.order_by("-ended_at"))
    linked = {f"r{r.parent_id}" if r.parent_id else f"g{r.goal_id}" for r in rows if r.ended_at is None}
    ended = tuple(
        (served_text(r), r.ended_by.full_name if r.ended_by else "", r.ended_at) for r in rows if r.ended_at is not None
    )
    targets = link_targets(editor.plan, linked, clock.today(), words)
    return LinkPage(editor.plan, editor.result, editor.links, targets, ended, words)


def lines_of(plan: Plan) -> dict[str, str]:
    """The attachments as the form shows them: one line per item."""
    lists: dict[str, list[str]] = {}
    for kind, text in plan.attachments.order_by("order", "id").values_list("kind", "text"):
        lists.setdefault(kind, []).append(text)
    return {kind: "\n".join(texts) for kind, texts in lists.items()}


def expectations_of(plan: Plan) -> dict[str, str]:
    """The superior's expectations by field name (`b1` to `b7`)."""
    return {f"b{value}": text for value, text in plan.expectations.values_list("value", "text")}


def lock_version_of(plan_id: int) -> int:
    """The version an edit of the plan has to name."""
    return Plan.objects.values_list("lock_version", flat=True).get(pk=plan_id)
