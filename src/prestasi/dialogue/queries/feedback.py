"""G08: whom one can ask for feedback, and the requests to and from oneself. Three statements."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.dialogue.models import FeedbackRequest
from prestasi.dialogue.states import RequestState
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.performance.models import ExpectedResult

MOST = 60


@dataclass(frozen=True, slots=True)
class Askable:
    person_id: int
    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """`people` are those who are not asked already."""

    people: tuple[Askable, ...]
    to_me: tuple[FeedbackRequest, ...]
    from_me: tuple[FeedbackRequest, ...]


def request_page(actor: Actor) -> RequestPage:
    """Whom the actor may ask, what was asked of them and by them; empty for an account without a person."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return RequestPage((), (), ())
    me = actor.person_id
    rows = FeedbackRequest.objects.filter(Q(asked=me) | Q(asked_by=me)).select_related("asked", "asked_by")
    requests = list(rows.order_by("-asked_at")[:MOST])
    waiting = {row.asked_id for row in requests if row.asked_by_id == me and row.state == RequestState.OPEN}
    people = tuple(one for one in _people(me) if one.person_id not in waiting)
    return RequestPage(
        people, tuple(r for r in requests if r.asked_id == me and r.state == RequestState.OPEN),
        tuple(r for r in requests if r.asked_by_id == me),
    )  # fmt: skip


def work_relations(person_id: int) -> QuerySet[Person]:
    """The superior, the superior's superior, and everybody who works in the same unit today."""
    day = clock.today()
    line = ReportingLine.objects.on(day).filter(person=person_id).values("superior")
    above = ReportingLine.objects.on(day).filter(person__in=line).values("superior")
    units = Assignment.objects.on(day).filter(person=person_id).values("unit")
    near = Assignment.objects.on(day).filter(unit__in=units).values("person")
    people = Person.objects.filter(Q(pk__in=line) | Q(pk__in=above) | Q(pk__in=near), left_on__isnull=True)
    return people.exclude(pk=person_id)


def may_be_asked(asker_id: int, person_id: int) -> bool:
    """Whether the person is one of the asker's work relations."""
    return work_relations(asker_id).filter(pk=person_id).exists()


def _people(me: int) -> list[Askable]:
    day = clock.today()
    superior = ReportingLine.objects.on(day).filter(person=me).values("superior")[:1]
    rows = work_relations(me).annotate(is_superior=Q(pk__in=superior)).order_by("-is_superior", "name", "pk")[:MOST]
    return [Askable(p.pk, p.full_name, "superior" if p.is_superior else "near") for p in rows]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    request: FeedbackRequest
    name: str
    results: tuple[tuple[int, str], ...]


def answer_page(actor: Actor, request_id: int) -> AnswerPage:
    """A request to oneself, with what the answer can be about."""
    row = FeedbackRequest.objects.select_related("asked_by").filter(pk=request_id, asked=actor.person_id).first()
    if row is None or actor.person_id is None or actor.on_behalf_of is not None:
        raise NotVisible
    results = ExpectedResult.objects.filter(plan=row.plan_id, dropped_at__isnull=True).order_by("order", "pk")
    return AnswerPage(row, row.asked_by.full_name, tuple(results.values_list("pk", "text")))
