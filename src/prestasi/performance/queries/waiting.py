"""What waits for somebody who leads others: counted in one statement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from prestasi.accounts.models import Approval
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.memo import remembered
from prestasi.people.models import Person, ReportingLine
from prestasi.performance.models import Evaluation, Period, Plan, Progress
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.states_evaluation import UNRATED


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many plans, reports, ratings and confirmations wait, with the next dates; noughts for who leads nobody."""

    plans: int = 0
    reports: int = 0
    to_rate: int = 0
    rate_due_on: dt.date | None = None
    to_confirm: int = 0
    confirm_due_on: dt.date | None = None

    @property
    def reviews(self) -> int:
        return self.plans + self.reports


def waiting_for(actor: Actor) -> Waiting:
    """Everything that waits for the actor as rater or rater's superior. One statement, asked once per page."""
    if actor.person_id is None:
        return Waiting()
    return remembered(("performance.waiting", actor.person_id, actor.on_behalf_of), lambda: _counted(actor))


def plans_to_review(actor: Actor) -> QuerySet[Plan]:
    """Sent plans; one that has its first of two steps waits for somebody else."""
    first = Approval.objects.filter(act="plan", step=1, object_id=OuterRef("pk"), at__gte=OuterRef("submitted_at"))
    sent = Plan.objects.filter(gate.leads(actor), ~Exists(first), state="submitted")
    return sent.exclude(person=actor.person_id)


def reports_to_review(actor: Actor) -> QuerySet[Progress]:
    """Reports waiting for verification that can still be verified: their quarter is not closed."""
    closed = Period.objects.filter(
        cycle=OuterRef("plan__cycle"), kind=Period.Kind.QUARTER, state=Period.State.CLOSED,
        starts_on__lte=OuterRef("on"), ends_on__gte=OuterRef("on"),
    )  # fmt: skip
    waiting = Progress.objects.filter(gate.leads(actor, "plan__", "plan__person"), state=Progress.State.REPORTED)
    return (
        waiting.exclude(plan__person=actor.person_id)
        .annotate(is_closed=Subquery(closed.values("pk")[:1]))
        .filter(is_closed__isnull=True)
    )


def evaluations_to_rate(actor: Actor) -> QuerySet[Evaluation]:
    """Evaluations of open periods of those whom the actor leads; never the own one."""
    open_ones = Evaluation.objects.filter(gate.leads(actor, "plan__"), period__state=Period.State.OPEN)
    return open_ones.exclude(person=actor.person_id)


def evaluations_to_confirm(actor: Actor) -> QuerySet[Evaluation]:
    """Rated ones whose rater the actor leads; under the head of the region those the head rated."""
    rated = Evaluation.objects.filter(state="rated", period__state=Period.State.OPEN).exclude(person=actor.person_id)
    me = gate.acting_person(actor)
    led_today = ReportingLine.objects.on(clock.today()).filter(superior=me).values("person")
    return rated.filter(Q(rater_superior=me) | Q(rater__in=led_today))


def _counted(actor: Actor) -> Waiting:
    unrated = evaluations_to_rate(actor).filter(state__in=UNRATED)
    confirm = evaluations_to_confirm(actor)
    row = (
        Person.objects.filter(pk=gate.person_of(actor))
        .values_list(
            _count(plans_to_review(actor)), _count(reports_to_review(actor)),
            _count(unrated), _earliest(unrated, "period__rating_due_on"),
            _count(confirm), _earliest(confirm, "period__confirm_due_on"),
        )
        .first()
    )  # fmt: skip
    return Waiting(*row) if row else Waiting()


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("n")
    return Coalesce(Subquery(counted), Value(0))


def _earliest(rows: QuerySet[Any], field: str) -> Subquery:
    found = rows.order_by().annotate(n=Func(F(field), function="MIN", output_field=DateField())).values("n")
    return Subquery(found)
