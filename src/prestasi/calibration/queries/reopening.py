"""Reopenings that somebody may see, one of them with its people, and what a request starts from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from prestasi.calibration import permissions as gate
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.organization.queries.units import subtree_filter
from prestasi.people.permissions import headed_units
from prestasi.performance.models import Evaluation, RatingChange, Reopening
from prestasi.performance.permissions import evaluation as rating_gate
from prestasi.performance.queries.words import PREDICATE_TONES, RATING_LONG, period_words, predicate_word


@dataclass(frozen=True, slots=True)
class ReopeningLine:
    id: int
    period: str
    people: int
    reason: str
    state: str
    words: str
    asked_by: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class Named:
    """One named person with the ratings as they are and, once changed, as they were."""

    evaluation_id: int
    name: str
    post: str
    version: int
    result: int | None
    behaviour: int | None
    is_head: bool
    word: str
    tone: str
    said: str
    before: str
    is_changed: bool
    can_change: bool


@dataclass(frozen=True, slots=True)
class ReopeningPage:
    found: Reopening
    period: str
    people: tuple[Named, ...]
    can_decide: bool
    can_end: bool
    is_running: bool


def reopenings_page(actor: Actor) -> tuple[ReopeningLine, ...]:
    """Three statements: asked by the actor, naming people the actor rates, or all for analysts and auditors."""
    me = actor.person_id
    mine = Q(requested_by=me) | Q(evaluations__rater=me) | Q(evaluations__rater_superior=me)
    if any(g.role in {"analyst", "auditor"} and g.unit_id is None for g in actor.grants):
        mine = Q()
    elif me is not None:
        mine |= Q(evaluations__unit__in=_headed(actor))
    if me is None:
        return ()
    rows = Reopening.objects.filter(pk__in=Reopening.objects.filter(mine).values("pk"))
    found = rows.select_related("period__cycle", "requested_by").annotate(n=Count("evaluations"))
    return tuple(
        ReopeningLine(row.pk, period_words(row.period), row.n, row.reason, row.state, row.get_state_display(),
                      row.requested_by.full_name, row.until)
        for row in found.order_by("-requested_at")[:100]
    )  # fmt: skip


def _headed(actor: Actor) -> list[int]:
    units = headed_units(actor.person_id or 0)
    return list(subtree_filter(units, clock.today()).values_list("unit", flat=True)) if units else []


def reopening_page(actor: Actor, reopening_id: int) -> ReopeningPage:
    """One reopening; at most nine statements, whatever the number of named people."""
    found, named = gate.reopening_or_404(actor, reopening_id)
    rows = RatingChange.objects.filter(basis="reopening", basis_id=found.pk).order_by("at")
    changes = {row.evaluation_id: row for row in rows}
    is_running = found.state == Reopening.State.APPROVED and found.until >= clock.today()
    led = _led(actor, named) if is_running else frozenset()
    people = tuple(_named(e, changes.get(e.pk), e.pk in led) for e in named)
    return ReopeningPage(
        found, period_words(found.period), people, _may_decide(actor, found, named),
        found.state == Reopening.State.APPROVED and actor.person_id in {found.requested_by_id, found.decided_by_id},
        is_running,
    )  # fmt: skip


def _may_decide(actor: Actor, found: Reopening, named: list[Evaluation]) -> bool:
    if found.state != Reopening.State.REQUESTED:
        return False
    try:
        gate.check_may_decide_reopening(actor, found, named)
    except NotAllowed:
        return False
    return True


def _led(actor: Actor, named: list[Evaluation]) -> frozenset[int]:
    """Named people whom the actor rates, or whose rater the actor leads. One statement."""
    rows = Evaluation.objects.filter(pk__in=[e.pk for e in named]).exclude(person=actor.person_id)
    mine = rating_gate.leads(actor, "plan__") | rating_gate.leads_leader(actor, "plan__")
    return frozenset(rows.filter(mine).values_list("pk", flat=True))


def _named(row: Evaluation, change: RatingChange | None, can_change: bool) -> Named:
    said = (
        f"{RATING_LONG[row.result_rating]} / {RATING_LONG[row.behaviour_rating]}"
        if row.result_rating and row.behaviour_rating
        else ""
    )
    return Named(
        row.pk, row.person.full_name, row.plan.position.title, row.lock_version, row.result_rating,
        row.behaviour_rating, row.is_unit_head, predicate_word(row.predicate),
        PREDICATE_TONES.get(row.predicate or 0, "none"), said,
        predicate_word(change.predicate_before) if change else "", change is not None,
        can_change,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """The people of a request before it is sent."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    period: str


def asking(actor: Actor, evaluation_ids: Iterable[int]) -> Asking:
    """The named results, through the gate of asking."""
    rows = list(
        Evaluation.objects.filter(pk__in=list(evaluation_ids)[:50]).select_related("plan", "person", "period__cycle")
    )
    if not rows:
        raise NotVisible
    gate.check_may_ask_reopening(actor, rows)
    return Asking(
        tuple(row.pk for row in rows), tuple(row.person.full_name for row in rows), period_words(rows[0].period)
    )
