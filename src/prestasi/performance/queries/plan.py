"""*Rencana kinerja*: one plan with the ladder above it, its figures, checks, agreements and history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.audit.models import Event
from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.people.permissions import Relation, relations
from prestasi.performance.behaviours import BEHAVIOURS
from prestasi.performance.models import (
    BehaviourExpectation,
    ExpectedResult,
    Plan,
    PlanAttachment,
    PlanVersion,
    ResultLink,
)
from prestasi.performance.permissions.plan import can_act, parties
from prestasi.performance.queries.achievement import IndicatorStanding, standings
from prestasi.performance.queries.cascade import Rung, ladder, rungs_above
from prestasi.performance.queries.plan_checks import Checks, check_plan
from prestasi.performance.queries.plan_document import live_results
from prestasi.performance.states import EDITABLE, LIVE, PlanState, Who

STATE_TONES = {
    "draft": "draft", "submitted": "wait", "returned": "bp", "agreed": "b", "revising": "draft", "ended": "lock",
    "closed": "seal",
}  # fmt: skip
HISTORY = {
    "plan.drafted": gettext_lazy("Draf dibuat"),
    "plan.submitted": gettext_lazy("Diajukan"),
    "plan.returned": gettext_lazy("Dikembalikan dengan catatan"),
    "plan.agreed": gettext_lazy("Disepakati"),
    "plan.revision_started": gettext_lazy("Perubahan dimulai"),
    "plan.revision_cancelled": gettext_lazy("Perubahan dibatalkan"),
    "plan.ended": gettext_lazy("Diakhiri"),
}


@dataclass(frozen=True, slots=True)
class LinkView:
    """An open link of a result, in words."""

    id: int
    text: str
    of: str
    is_direct: bool
    is_orphan: bool

    @property
    def sentence(self) -> str:
        kind = _("Mendukung langsung") if self.is_direct else _("Mendukung tidak langsung")
        return f"{kind}: {self.text}"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result with its links and where its indicators stand."""

    id: int
    number: int
    text: str
    is_main: bool
    perspective: str
    assigned_by: str
    success_note: str
    unlinked_reason: str
    links: tuple[LinkView, ...]
    indicators: tuple[IndicatorStanding, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the history."""

    title: str
    at: dt.datetime
    by: str
    note: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the page and its tabs show."""

    plan: Plan
    state_label: str
    tone: str
    is_own: bool
    may: frozenset[str]
    rungs: tuple[Rung, ...]
    main: tuple[ResultRow, ...]
    additional: tuple[ResultRow, ...]
    checks: Checks
    expectations: tuple[tuple[str, str], ...]
    plain_values: str
    attachments: tuple[tuple[str, tuple[str, ...]], ...]
    history: tuple[Moment, ...]
    versions: tuple[dict[str, Any], ...]
    readers: tuple[str, ...]
    others: tuple[tuple[int, str], ...]

    @property
    def results(self) -> tuple[ResultRow, ...]:
        return self.main + self.additional

    @property
    def latest(self) -> dict[str, Any] | None:
        """The latest agreed version: number, sha256, agreed_at."""
        return self.versions[-1] if self.versions else None

    @property
    def title(self) -> str:
        year = self.plan.cycle.year
        return _("Rencana kinerja %s") % year if self.is_own else _("Rencana kinerja %(year)s · %(name)s") % {
            "year": year, "name": self.plan.person.full_name,
        }  # fmt: skip

    @property
    def meta(self) -> tuple[str, ...]:
        """Post, dates, and when both sides agreed."""
        plan = self.plan
        lines = [plan.position.title, f"{formats.short_date(plan.starts_on)} – {formats.short_date(plan.ends_on)}"]
        if plan.agreed_at:
            lines.append(_("Disepakati dua pihak %s") % formats.plain_date(plan.agreed_at))
        return tuple(lines)


def current_plan_id(
    person_id: int | None, on: dt.date, year: int | None = None, *, only_live: bool = False
) -> int | None:
    """The person's plan of today, else the latest of the year, else the latest of all.

    `only_live`: of those to write on. An agreed plan whose time is over is not: whoever has moved begins the next one.
    """
    plans = Plan.objects.filter(person_id=person_id or 0)
    if only_live:
        plans = plans.filter(state__in=LIVE).exclude(state=PlanState.AGREED, ends_on__lt=on)
    if year is not None:
        plans = plans.filter(cycle__year=year)
    running = Case(When(starts_on__lte=on, ends_on__gte=on, then=0), default=1)
    return plans.order_by(running, "-starts_on").values_list("pk", flat=True).first()


def full_plans() -> QuerySet[Plan]:
    """Plans with attachments, expectations and versions as lists, in one statement."""
    own = OuterRef("pk")
    attachments = (
        PlanAttachment.objects.filter(plan=own).order_by("order", "id").values(row=JSONObject(kind="kind", text="text"))
    )
    expected = BehaviourExpectation.objects.filter(plan=own).values(row=JSONObject(value="value", text="text"))
    versions = (
        PlanVersion.objects.filter(plan=own)
        .order_by("number")
        .values(row=JSONObject(number="number", sha256="sha256", agreed_at="agreed_at"))
    )
    others = (
        Plan.objects.filter(person=OuterRef("person"), cycle=OuterRef("cycle"))
        .exclude(pk=own)
        .order_by("starts_on")
        .values(row=JSONObject(id="pk", title=F("position__title"), starts="starts_on"))
    )
    return Plan.objects.select_related(
        "cycle", "person", "position", "rater", "rater_superior", "agreed_by"
    ).annotate(
        attachment_rows=ArraySubquery(attachments), expectation_rows=ArraySubquery(expected),
        version_rows=ArraySubquery(versions), other_rows=ArraySubquery(others),
    )  # fmt: skip


def plan_page(actor: Actor, plan_id: int) -> PlanPage:
    """The page for this actor; NotVisible outside sight. Nine queries however long the plan."""
    plan = full_plans().filter(pk=plan_id).first()
    found = relations(actor, plan.person_id) if plan else frozenset()
    if plan is None or not found:
        raise NotVisible
    results = live_results(plan.pk)
    rungs = rungs_above([r.pk for r in results])
    own = Relation.SELF in found
    rows = _rows(plan, results)
    ladder_rungs = _ladder(rungs, results)
    return PlanPage(
        plan=plan, state_label=_state_label(plan), tone=STATE_TONES[plan.state], is_own=own,
        may=_may(plan, parties(actor, found)), rungs=ladder_rungs, main=tuple(r for r in rows if r.is_main),
        additional=tuple(r for r in rows if not r.is_main), checks=_checks(plan, results, rungs),
        expectations=_expectations(plan)[0], plain_values=_expectations(plan)[1], attachments=_attachments(plan),
        history=_history(plan), versions=_versions(plan), readers=_readers(plan, own), others=_others(plan),
    )  # fmt: skip


def _state_label(plan: Plan) -> str:
    label = str(plan.get_state_display())
    if plan.state == PlanState.AGREED and plan.version:
        return _("%(state)s, versi %(number)s") % {"state": label, "number": plan.version}
    return label


def _may(plan: Plan, held: frozenset[Who]) -> frozenset[str]:
    acts = {
        act
        for act in ("edit", "submit", "return", "agree", "revise", "cancel_revision", "end")
        if can_act(held, plan, act)
    }
    if held & {Who.OWNER, Who.REVIEWER} and plan.state in LIVE:
        acts.add("link")
    if Who.REVIEWER in held and plan.state in EDITABLE | {PlanState.SUBMITTED}:
        acts.add("expect")
    if Who.OWNER in held and plan.state in LIVE:
        acts.add("push")
    return frozenset(acts)


def _rows(plan: Plan, results: list[ExpectedResult]) -> list[ResultRow]:
    until = min(clock.today(), plan.ends_on)
    standing = standings([plan.pk], plan.starts_on, until, plan_starts=plan.starts_on, plan_ends=plan.ends_on)
    figures = standing.get(plan.pk, {})
    return [
        ResultRow(
            r.pk, number, r.text, r.kind == "utama", r.get_perspective_display() if r.perspective else "",
            r.assigned_words, r.success_note, r.unlinked_reason, link_views(r),
            figures[r.pk].indicators if r.pk in figures else (),
        )
        for number, r in enumerate(results, 1)
    ]  # fmt: skip


def served_text(link: ResultLink) -> str:
    """The wording of what a link serves."""
    if link.parent is not None:
        return link.parent.text
    return link.goal.text if link.goal is not None else ""


def link_views(result: ExpectedResult) -> tuple[LinkView, ...]:
    """Open links of a result that carries `open_links`."""
    return tuple(
        LinkView(
            link.pk, served_text(link),
            link.parent.plan.person.full_name if link.parent else link.goal.get_level_display(), link.kind == "direct",
            bool(link.parent and (link.parent.dropped_at or link.parent.plan.state in ("ended", "closed"))),
        )
        for link in result.open_links  # type: ignore[attr-defined]
    )  # fmt: skip


def _ladder(rungs: list[Rung], results: list[ExpectedResult]) -> tuple[Rung, ...]:
    """The path of the first main result that is linked, without missions between (they repeat the vision)."""
    paths = (ladder(rungs, r.pk) for r in results)
    longest = max(paths, key=len, default=[])
    return tuple(longest)


def _checks(plan: Plan, results: list[ExpectedResult], rungs: list[Rung]) -> Checks:
    return check_plan(
        plan, results, has_rater=plan.rater_id is not None,
        superior_has_results=any(r.result_id for r in rungs) or plan.state not in EDITABLE,
    )  # fmt: skip


def _expectations(plan: Any) -> tuple[tuple[tuple[str, str], ...], str]:
    """Values with a special expectation, and the names of the others."""
    special = {row["value"]: row["text"] for row in plan.expectation_rows}
    told = tuple((_(b.name), special[b.number]) for b in BEHAVIOURS if b.number in special)
    return told, ", ".join(_(b.name) for b in BEHAVIOURS if b.number not in special)


def _attachments(plan: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    names = {"support": _("Sumber daya"), "accountability": _("Laporan"), "consequence": _("Akibat")}
    lists = {kind: tuple(r["text"] for r in plan.attachment_rows if r["kind"] == kind) for kind in names}
    return tuple((name, lists[kind]) for kind, name in names.items() if lists[kind])


def _history(plan: Plan) -> tuple[Moment, ...]:
    events = Event.objects.filter(object_type="performance.plan", object_id=plan.pk, kind__in=HISTORY).order_by("-id")[
        :12
    ]
    return tuple(
        Moment(
            _history_title(e), e.at, e.actor_name, str(e.payload.get("reason", "")) or "", is_now=number == 0
        )
        for number, e in enumerate(events)
    ) or _history_without_events(plan)  # fmt: skip


def _history_title(event: Event) -> str:
    version = event.payload.get("version")
    title = str(HISTORY[event.kind])
    if version and event.kind in ("plan.agreed", "plan.submitted"):
        return _("Versi %(number)s %(what)s") % {"number": version, "what": title.lower()}
    return title


def _history_without_events(plan: Plan) -> tuple[Moment, ...]:
    """Plans that were imported have no events; what the plan itself knows is shown."""
    found = []
    if plan.agreed_at:
        name = plan.agreed_by.full_name if plan.agreed_by else ""
        found.append(Moment(_("Versi %s disepakati") % plan.version, plan.agreed_at, name, "", is_now=True))
    if plan.submitted_at:
        found.append(Moment(_("Diajukan"), plan.submitted_at, plan.person.full_name, "", is_now=not found))
    return tuple(found)


def _versions(plan: Any) -> tuple[dict[str, Any], ...]:
    return tuple(plan.version_rows)


def _readers(plan: Plan, own: bool) -> tuple[str, ...]:
    names = [_("Anda") if own else plan.person.full_name]
    names += [p.full_name for p in (plan.rater, plan.rater_superior) if p and p.pk != plan.person_id]
    return (*dict.fromkeys(names), _("pimpinan unit"), _("analis kepegawaian"))


def _others(plan: Any) -> tuple[tuple[int, str], ...]:
    """Other plans of the same year: a move, an acting post, a secondment."""
    return tuple((row["id"], row["title"]) for row in plan.other_rows)
