"""Umpan balik rekan: what waits for me, whose raters wait for my word, and my released results."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prestasi.colleagues.groups import Choosing, Group
from prestasi.colleagues.models import Invitation, Round, Subject
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.people.models import ReportingLine


@dataclass(frozen=True, slots=True)
class Task:
    """One person to answer about, or one list to choose or approve."""

    id: int
    name: str
    post: str
    words: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """`answered`: how many of my invitations in open rounds have arrived; nobody else sees this number."""

    to_answer: tuple[Task, ...]
    answered: int
    to_choose: tuple[Task, ...]
    to_approve: tuple[Task, ...]
    results: tuple[Task, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.to_answer or self.answered or self.to_choose or self.to_approve or self.results)


def home(actor: Actor) -> Home:
    """Three statements; nothing for an account without a person."""
    me, day = actor.person_id or 0, clock.today()
    asked = list(_asked(me, day))
    lists = list(_lists(me, day))
    return Home(
        tuple(_task(i) for i in asked if not i.has_answered),
        sum(i.has_answered for i in asked),
        tuple(_own(s) for s in lists if s.person_id == me and s.raters == Subject.Raters.CHOOSING),
        tuple(_own(s) for s in lists if s.person_id != me and s.raters == Subject.Raters.PROPOSED),
        tuple(_result(s) for s in _released(me)),
    )


def unanswered(me: int, day: dt.date) -> QuerySet[Invitation]:
    """Invitations of open rounds that still want an answer."""
    return _asked(me, day).filter(has_answered=False)


def waiting(actor: Actor, day: dt.date) -> list[Task]:
    """What is still to be answered; one statement."""
    return [_task(i) for i in _asked(actor.person_id or 0, day).filter(has_answered=False)]


def _asked(me: int, day: dt.date):  # type: ignore[no-untyped-def]
    open_ = Q(subject__round__state=Round.State.OPEN, subject__round__answers_due_on__gte=day)
    found = Invitation.objects.filter(open_, rater=me, is_settled=True).select_related(
        "subject__person", "subject__round"
    )
    return found.order_by("subject__round__answers_due_on", "group", "subject__person__name")


def _task(invitation: Invitation) -> Task:
    subject = invitation.subject
    group = Group(invitation.group)
    return Task(
        invitation.pk, subject.person.full_name, subject.post, str(group.label), subject.round.answers_due_on
    )  # fmt: skip


def _lists(me: int, day: dt.date):  # type: ignore[no-untyped-def]
    """Own lists to choose, and lists of people whom I lead today; only while the round is open."""
    led = ReportingLine.objects.on(day).filter(superior=me).values("person")
    mine = Q(person=me, raters=Subject.Raters.CHOOSING) | Q(person__in=led, raters=Subject.Raters.PROPOSED)
    open_ = Q(round__state=Round.State.OPEN, round__choosing=Choosing.PROPOSED, round__answers_due_on__gte=day)
    return Subject.objects.filter(mine, open_).select_related("person", "round").order_by("person__name")


def _own(subject: Subject) -> Task:
    return Task(subject.pk, subject.person.full_name, subject.post, subject.round.title,
                subject.round.proposals_due_on)  # fmt: skip


def _released(me: int):  # type: ignore[no-untyped-def]
    done = Subject.objects.filter(person=me, round__state=Round.State.RELEASED).select_related("person", "round")
    return done.order_by("-round__released_on", "-pk")


def _result(subject: Subject) -> Task:
    return Task(subject.pk, subject.round.title, subject.post, "", subject.round.released_on)
