"""G07 Dialog kinerja: what comes, what waits for me, agreements with their age, what was. Five statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import Agreement, Dialogue, DialogueKind, ImprovementPlan, Side
from prestasi.dialogue.queries.agenda import AgreementLine, agreement_line, with_age
from prestasi.dialogue.queries.page import STATE_TONES
from prestasi.dialogue.states import PENDING, RECORDED
from prestasi.people.models import Person
from prestasi.performance.permissions.evaluation import acting_person

MOST = 40
EVERY_DAYS = 45


@dataclass(frozen=True, slots=True)
class DialogueRow:
    """One dialogue in a list; `other` is the person on the other side."""

    id: int
    other: str
    title: str
    starts_at: dt.datetime
    state: str
    label: str
    tone: str
    waits_for_me: str

    @property
    def when(self) -> str:
        return f"{formats.long_date(self.starts_at)} · {formats.clock_time(self.starts_at)}"


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One member of the team: when the last dialogue was and when the next is due."""

    person_id: int
    name: str
    last_on: dt.date | None
    next_on: dt.date | None

    @property
    def due_on(self) -> dt.date | None:
        return self.next_on or (self.last_on + dt.timedelta(days=EVERY_DAYS) if self.last_on else None)

    @property
    def is_due(self) -> bool:
        return self.next_on is None and (self.due_on is None or self.due_on <= clock.today())


@dataclass(frozen=True, slots=True)
class Overview:
    coming: tuple[DialogueRow, ...]
    past: tuple[DialogueRow, ...]
    agreements: tuple[AgreementLine, ...]
    team: tuple[TeamMember, ...]
    improvements: tuple[ImprovementPlan, ...]
    is_employee: bool


def overview(actor: Actor) -> Overview:
    """Own dialogues and those of the team, in one page."""
    own = Q() if actor.person_id is None else gate.visible(actor) | gate.led_by(actor)
    rows = Dialogue.objects.filter(own) if actor.person_id else Dialogue.objects.none()
    dialogues = [_row(row, actor) for row in _dressed(rows)]
    waiting = {*PENDING, "held"}
    return Overview(
        tuple(sorted((d for d in dialogues if d.state in waiting), key=lambda d: d.starts_at)),
        tuple(d for d in dialogues if d.state not in waiting),
        _agreements(actor), team_of(actor), _improvements(actor),
        actor.person_id is not None and actor.on_behalf_of is None,
    )  # fmt: skip


def _dressed(rows: QuerySet[Dialogue]) -> Iterable[Dialogue]:
    return rows.select_related("person", "leader").distinct().order_by("-starts_at", "-pk")[:MOST]


def _row(row: Dialogue, actor: Actor) -> DialogueRow:
    side = Side.EMPLOYEE if row.person_id == actor.person_id else Side.LEADER
    other = row.leader if side is Side.EMPLOYEE else row.person
    return DialogueRow(
        row.pk, other.full_name, row.get_kind_display(), row.starts_at, row.state, row.get_state_display(),
        STATE_TONES[row.state], waits(row, side),
    )  # fmt: skip


def waits(row: Dialogue, side: Side) -> str:
    """What waits for this side: agree, record or confirm; empty for nothing."""
    if row.state == "proposed" and row.proposed_by != side:
        return "agree"
    if row.state in PENDING and timezone.localtime(row.starts_at).date() <= clock.today():
        return "record"
    return "confirm" if row.state == "held" and getattr(row, f"{side}_confirmed_at") is None else ""


def _agreements(actor: Actor) -> tuple[AgreementLine, ...]:
    """The own open agreements and those ended in the last ninety days, wherever they were made."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return ()
    recent = clock.now() - dt.timedelta(days=90)
    rows = Agreement.objects.filter(Q(state="open") | Q(ended_at__gte=recent), person=actor.person_id)
    return tuple(agreement_line(row, clock.today()) for row in with_age(rows).order_by("-state", "due_on")[:MOST])


def team_of(actor: Actor) -> tuple[TeamMember, ...]:
    """The direct team with the last and the next dialogue; one statement."""
    me, day = acting_person(actor), clock.today()
    if me is None:
        return ()
    mine = Dialogue.objects.filter(person=OuterRef("pk"), kind=DialogueKind.CHECK_IN).order_by().values("person")
    held = mine.filter(state__in=RECORDED).annotate(last=Max("held_on")).values("last")
    coming = mine.filter(state__in=PENDING).annotate(next=Max("starts_at")).values("next")
    open_end = Q(superiors__valid_to__isnull=True) | Q(superiors__valid_to__gt=day)
    people = Person.objects.filter(open_end, superiors__superior=me, superiors__valid_from__lte=day)
    people = people.exclude(pk=actor.person_id or 0).annotate(last_on=Subquery(held), next_at=Subquery(coming))
    members = [
        TeamMember(p.pk, p.full_name, p.last_on, timezone.localtime(p.next_at).date() if p.next_at else None)
        for p in people.order_by("name", "pk")[:200]
    ]
    return tuple(sorted(members, key=lambda m: (not m.is_due, m.due_on or dt.date.min)))


def _improvements(actor: Actor) -> tuple[ImprovementPlan, ...]:
    """Improvement plans of oneself (once the result was opened) and of the people led."""
    me, day = acting_person(actor), clock.today()
    if me is None or actor.on_behalf_of is not None:
        return ()
    open_end = Q(person__superiors__valid_to__isnull=True) | Q(person__superiors__valid_to__gt=day)
    led = open_end & Q(person__superiors__superior=me, person__superiors__valid_from__lte=day)
    own = Q(person=me, evaluation__received_at__isnull=False)
    rows = ImprovementPlan.objects.filter(own | led).select_related("person").distinct()
    return tuple(rows.exclude(state="withdrawn").order_by("-starts_on")[:MOST])
