"""S01 Tim saya: people by steps, with risks. Five statements for any team."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from prestasi.core import clock, providers
from prestasi.core.actor import Actor
from prestasi.people.models import Leave
from prestasi.performance.models import Evaluation, FeedbackNote, Period, Plan, Progress
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.achievement import Standing, standings
from prestasi.performance.queries.words import PREDICATE_TONES, period_words, predicate_word

QUIET_DAYS = 45


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of a person: a word with its sentiment."""

    words: str
    tone: str = "none"
    href: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the team."""

    person_id: int
    plan_id: int
    name: str
    post: str
    is_away: str
    plan: Cell
    last_report_on: dt.date | None
    waiting: int
    behind: int
    without_evidence: int
    results: int
    feedback: int
    evaluation: Cell
    evaluation_id: int | None
    risks: tuple[str, ...]
    notes: tuple[providers.TeamNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    period: str
    members: tuple[Member, ...]
    waiting: int
    without_agreed_plan: int
    at_risk: int
    rated: int


PLAN_TONES = {
    "draft": "draft", "submitted": "wait", "returned": "k", "agreed": "b", "revising": "draft",
    "ended": "none", "closed": "lock",
}  # fmt: skip


def team_page(actor: Actor) -> Team:
    """Everybody whom the actor leads today, with this year's running plan."""
    day = clock.today()
    period = _period(day)
    plans = list(_plans(actor, day, period))
    found = standings([plan.pk for plan in plans], dt.date(day.year, 1, 1), day)
    notes = providers.by_person(providers.team_notes.collect(actor, tuple(plan.person_id for plan in plans)))
    members = tuple(_member(plan, found.get(plan.pk, {}), period, day, notes.get(plan.person_id, ())) for plan in plans)
    return Team(
        period_words(period) if period else "", members,
        sum(m.waiting for m in members), sum(plan.version == 0 for plan in plans),
        sum(bool(m.risks) for m in members), sum(m.evaluation.tone in {"sb", "b", "bp", "k", "sk"} for m in members),
    )  # fmt: skip


def _period(day: dt.date) -> Period | None:
    """The period that is being rated, else the one that runs."""
    periods = Period.objects.filter(Q(state=Period.State.OPEN) | Q(starts_on__lte=day, ends_on__gte=day))
    return periods.order_by("-state", "number").first()


def _plans(actor: Actor, day: dt.date, period: Period | None) -> QuerySet[Plan]:
    own = Evaluation.objects.filter(plan=OuterRef("pk"), period=period)
    reports = Progress.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    waiting = reports.filter(state="reported").annotate(n=Count("pk")).values("n")
    notes = FeedbackNote.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(n=Count("pk"))
    away = Leave.objects.on(day).filter(person=OuterRef("person"))
    return (
        Plan.objects.filter(gate.leads(actor), starts_on__lte=day, ends_on__gte=day)
        .exclude(person=actor.person_id)
        .select_related("person", "position")
        .annotate(
            last_on=Subquery(reports.annotate(last=Max("on")).values("last")),
            waiting=Coalesce(Subquery(waiting, output_field=IntegerField()), 0),
            notes=Coalesce(Subquery(notes.values("n"), output_field=IntegerField()), 0),
            away=Subquery(away.values("kind")[:1]), own_id=Subquery(own.values("pk")[:1]),
            own_state=Subquery(own.values("state")[:1]), own_predicate=Subquery(own.values("predicate")[:1]),
        )
        .order_by("person__name", "pk")
    )  # fmt: skip


def _member(
    plan: Plan, found: dict[int, Standing], period: Period | None, day: dt.date, notes: tuple[providers.TeamNote, ...]
) -> Member:
    row = plan
    behind = sum(any(i.tone in {"k", "sk"} for i in standing.indicators) for standing in found.values())
    bare = sum(not standing.evidence_count for standing in found.values())
    return Member(
        person_id=plan.person_id, plan_id=plan.pk, name=plan.person.full_name, post=plan.position.title,
        is_away=str(dict(Leave._meta.get_field("kind").choices or []).get(row.away, "")) if row.away else "",  # type: ignore[attr-defined]
        plan=Cell(plan.get_state_display(), PLAN_TONES[plan.state]), last_report_on=row.last_on,  # type: ignore[attr-defined]
        waiting=row.waiting, behind=behind, without_evidence=bare, results=len(found), feedback=row.notes,  # type: ignore[attr-defined]
        evaluation=_evaluation(row.own_state, row.own_predicate),  # type: ignore[attr-defined]
        evaluation_id=row.own_id, risks=tuple(_risks(plan, row.last_on, behind, bare, len(found), day)),  # type: ignore[attr-defined]
        notes=notes,
    )  # fmt: skip


def _evaluation(state: str | None, predicate: int | None) -> Cell:
    if state is None:
        return Cell(_("belum dibuka"))
    if predicate:
        return Cell(predicate_word(predicate), PREDICATE_TONES[predicate])
    words = {"open": _("belum dinilai"), "self": _("evaluasi diri masuk"), "skipped": _("dilewati")}
    return Cell(words.get(state, state), "wait" if state == "self" else "none")


def _risks(plan: Plan, last_on: dt.date | None, behind: int, bare: int, results: int, day: dt.date) -> list[str]:
    """What deserves a talk, in words; an empty list is good news."""
    if plan.version == 0:
        return [_("rencana belum disepakati")]
    found = []
    if last_on is None:
        found.append(_("belum pernah mencatat"))
    elif (day - last_on).days > QUIET_DAYS:
        found.append(_("%s hari tanpa catatan") % (day - last_on).days)
    if behind:
        found.append(_("%(n)s dari %(all)s hasil tertinggal") % {"n": behind, "all": results})
    if bare and results:
        found.append(_("%(n)s hasil tanpa bukti diterima") % {"n": bare})
    return found
