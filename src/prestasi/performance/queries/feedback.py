"""Feedback received and given, and whom and what it can be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.people.models import Assignment
from prestasi.performance.models import FeedbackNote, Plan
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.permissions.team import team_work_of
from prestasi.performance.queries.words import VALUES
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES

MOST = 60


@dataclass(frozen=True, slots=True)
class Note:
    """One feedback as it is read."""

    kind: str
    label: str
    tone: str
    text: str
    about: str
    giver: str
    person: str
    at: object
    is_given: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    plan_id: int
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    received: tuple[Note, ...]
    given: tuple[Note, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class FeedbackTarget:
    """Whose plan feedback is given on."""

    plan_id: int
    person_id: int
    name: str
    post: str
    results: tuple[tuple[int, str], ...]
    notes: tuple[Note, ...]


def feedback_page(actor: Actor) -> FeedbackPage:
    """Own feedback, received and given, and people to give some to. Two statements."""
    own = FeedbackNote.objects.filter(Q(person=actor.person_id) | Q(given_by=actor.person_id))
    notes = [_note(note, actor) for note in _dressed(own)[:MOST]]
    return FeedbackPage(
        tuple(note for note in notes if not note.is_given),
        tuple(note for note in notes if note.is_given),
        colleagues(actor),
    )


def all_notes(actor: Actor) -> tuple[Note, ...]:
    """Every note received or given, newest first, for a file."""
    own = FeedbackNote.objects.filter(Q(person=actor.person_id) | Q(given_by=actor.person_id))
    return tuple(_note(note, actor) for note in _dressed(own))


def colleagues(actor: Actor) -> tuple[Colleague, ...]:
    """The own team and colleagues of the same unit with a running plan, by name."""
    day = clock.today()
    units = Assignment.objects.on(day).filter(person=actor.person_id).values("unit")
    near = Assignment.objects.on(day).filter(unit__in=units).values("person")
    plans = (
        Plan.objects.filter(Q(person__in=near) | gate.leads(actor), starts_on__lte=day, ends_on__gte=day)
        .filter(state__in=COUNTED_PLAN_STATES)
        .exclude(person=actor.person_id)
        .select_related("person", "position")
        .order_by("person__name", "pk")
        .distinct()[:MOST]
    )
    return tuple(Colleague(plan.pk, plan.person.full_name, plan.position.title) for plan in plans)


def feedback_target(actor: Actor, plan_id: int) -> FeedbackTarget:
    """Somebody's plan to give feedback on, through its gate."""
    plan = Plan.objects.select_related("person", "position").filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    role = gate.check_may_give_feedback(actor, plan)
    notes = _dressed(FeedbackNote.objects.filter(gate.visible_feedback(actor, plan)))
    shown = team_work_of(actor, plan) if role == "team_leader" else plan.results.filter(dropped_at__isnull=True)
    results = shown.order_by("order", "pk").values_list("pk", "text")
    return FeedbackTarget(
        plan.pk, plan.person_id, plan.person.full_name, plan.position.title, tuple(results),
        tuple(_note(note, actor) for note in notes[:20]),
    )  # fmt: skip


def _dressed(notes: QuerySet[FeedbackNote]) -> Sequence[FeedbackNote]:
    return notes.select_related("given_by", "person", "result").order_by("-given_at", "-pk")  # type: ignore[return-value]


def _note(note: FeedbackNote, actor: Actor) -> Note:
    about = note.result.text if note.result else str(VALUES[(note.behaviour or 1) - 1])
    return Note(
        note.kind, note.get_kind_display(), "b" if note.kind == FeedbackNote.Kind.PRAISE else "bp", note.text, about,
        note.giver_words, note.person.full_name, note.given_at, note.given_by_id == actor.person_id,
    )  # fmt: skip
