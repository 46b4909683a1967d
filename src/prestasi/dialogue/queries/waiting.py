"""What waits for somebody in dialogues, agreements, requests and improvement plans: one UNION, one statement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import Agreement, Dialogue, FeedbackRequest, ImprovementPlan, Side, TeamReading
from prestasi.dialogue.states import PENDING
from prestasi.people.models import ReportingLine
from prestasi.performance.models import Progress
from prestasi.performance.permissions.evaluation import acting_person

SOON = dt.timedelta(days=7)
FIRST_LOOK = dt.timedelta(days=14)
COLUMNS = ("what", "thing", "name", "day")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing: what, its id (for the reading: how many people), the other person or the text, and the day."""

    what: str
    pk: int
    name: str
    on: dt.date | None

    @property
    def words(self) -> str:
        if self.on is None or self.what in {"write", "sign", "request"}:
            return ""
        return formats.long_date(self.on)


def waiting_rows(actor: Actor, day: dt.date) -> list[Waiting]:
    """Everything that waits for the actor; a delegate sees what waits for the giver as superior."""
    me = acting_person(actor)
    if me is None:
        return []
    led = ReportingLine.objects.on(day).filter(superior=me).exclude(person=actor.person_id).values("person")
    parts = [*_as_leader(actor, led, day), _reading(me, led)]
    if actor.on_behalf_of is None:
        parts += [*_as_employee(me, day), _requests(me), *_improvements(me, led)]
    first, *rest = parts
    return [Waiting(*row) for row in first.union(*rest, all=True) if row[1]]


def _columns(rows: QuerySet[Any], what: Any, name: Any, day: Any, thing: Any = "pk") -> QuerySet[Any]:
    """The four columns, typed alike in every part."""
    shown = rows.order_by().annotate(
        what=Cast(what, CharField()), thing=Cast(thing, BigIntegerField()), name=Cast(name, CharField()),
        day=Cast(day, DateField()),
    )  # fmt: skip
    return shown.values_list(*COLUMNS)


def _dialogues(rows: QuerySet[Dialogue], side: Side, other: str, day: dt.date) -> QuerySet[Any]:
    has_come = Q(state__in=PENDING, starts_at__date__lte=day)
    unconfirmed = Q(state="held", **{f"{side}_confirmed_at__isnull": True})
    asked = Q(state="proposed") & ~Q(proposed_by=side)
    what = Case(When(has_come, then=Value("record")), When(asked, then=Value("agree")), default=Value("confirm"))
    return _columns(rows.filter(has_come | unconfirmed | asked), what, F(other), TruncDate("starts_at"))


def _as_leader(actor: Actor, led: Any, day: dt.date) -> list[QuerySet[Any]]:
    dialogues = Dialogue.objects.filter(gate.led_by(actor))
    agreements = Agreement.objects.filter(person__in=led, owner=Side.LEADER)
    return [_dialogues(dialogues, Side.LEADER, "person__name", day), _agreements(agreements, day)]


def _as_employee(me: int, day: dt.date) -> list[QuerySet[Any]]:
    dialogues, agreements = Dialogue.objects.filter(person=me), Agreement.objects.filter(person=me)
    return [
        _dialogues(dialogues, Side.EMPLOYEE, "leader__name", day),
        _agreements(agreements.filter(owner=Side.EMPLOYEE), day),
    ]


def _agreements(rows: QuerySet[Agreement], day: dt.date) -> QuerySet[Any]:
    due = rows.filter(state="open", due_on__lte=day + SOON)
    return _columns(due, Value("agreement"), F("text"), F("due_on"))


def _requests(me: int) -> QuerySet[Any]:
    rows = FeedbackRequest.objects.filter(asked=me, state="open")
    day = ExpressionWrapper(F("asked_at") + dt.timedelta(days=14), output_field=DateField())
    return _columns(rows, Value("request"), F("asked_by__name"), day)


def _improvements(me: int, led: Any) -> list[QuerySet[Any]]:
    drafts = ImprovementPlan.objects.filter(state="draft")
    day = ExpressionWrapper(F("opened_at") + dt.timedelta(days=14), output_field=DateField())
    mine = drafts.filter(
        person=me, leader_agreed_at__isnull=False, employee_agreed_at__isnull=True,
        evaluation__received_at__isnull=False,
    )  # fmt: skip
    return [
        _columns(drafts.filter(person__in=led, leader_agreed_at__isnull=True), Value("write"), F("person__name"), day),
        _columns(mine, Value("sign"), F("leader__name"), day),
    ]


def _reading(me: int, led: Any) -> QuerySet[Any]:
    """How many people of the team have reported something since the superior last looked."""
    seen = TeamReading.objects.filter(reader=me, person=OuterRef("reported_by")).values("seen_until")
    since = Coalesce(Subquery(seen), Value(clock.now() - FIRST_LOOK))
    rows = Progress.objects.filter(reported_by__in=led, reported_at__gte=clock.now() - dt.timedelta(days=60))
    unread = rows.annotate(since=since).filter(reported_at__gt=F("since")).order_by()
    counted = unread.values(what=Cast(Value("reading"), CharField())).annotate(
        thing=Cast(Count("reported_by", distinct=True), BigIntegerField()), name=Cast(Value(""), CharField()),
        day=Cast(Value(None), DateField()),
    )  # fmt: skip
    return counted.values_list(*COLUMNS)
