"""G07 one dialogue: both sides, agenda, agreements, notes, own private note, facts since last time. Nine statements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import Agreement, Dialogue, DialogueKind, PrivateNote, Side, Topic
from prestasi.dialogue.queries.agenda import (
    AgendaLine,
    AgreementLine,
    agenda_of,
    agreement_line,
    current_plan,
    open_agreements,
    waiting_items,
    with_age,
)
from prestasi.dialogue.states import OVER, PENDING, RECORDED
from prestasi.organization.models import Holiday
from prestasi.performance.models import FeedbackNote
from prestasi.performance.queries.achievement import Standing, standings

STATE_TONES = {
    "proposed": "wait", "agreed": "date", "held": "wait", "confirmed": "b", "missed": "k", "cancelled": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened with the employee's work: figures, evidence and feedback since the last dialogue."""

    standings: tuple[Standing, ...] = ()
    feedback: tuple[FeedbackNote, ...] = ()
    since: dt.date | None = None

    @property
    def evidence(self) -> int:
        return sum(standing.evidence_count for standing in self.standings)


@dataclass(frozen=True, slots=True)
class DialoguePage:
    """Shaped for the page; `side` is None for a reader who is no side of it."""

    id: int
    kind: str
    title: str
    state: str
    state_label: str
    tone: str
    name: str
    person_id: int
    leader: str
    side: Side | None
    starts_at: dt.datetime
    minutes: int
    place: str
    topics: tuple[str, ...]
    matter: str
    agenda: tuple[AgendaLine, ...]
    agreements: tuple[AgreementLine, ...]
    earlier: tuple[AgreementLine, ...]
    notes: str
    private: str
    facts: Facts
    next_on: dt.date | None
    held_on: dt.date | None
    employee_confirmed_at: dt.datetime | None
    leader_confirmed_at: dt.datetime | None
    ended_reason: str
    lock_version: int
    holiday: str
    may_agree: bool
    may_record: bool
    may_confirm: bool

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING

    @property
    def is_recorded(self) -> bool:
        return self.state in RECORDED

    @property
    def is_sealed(self) -> bool:
        return self.kind == DialogueKind.COUNSELLING

    @property
    def is_guidance(self) -> bool:
        return self.kind == DialogueKind.GUIDANCE

    @property
    def may_miss(self) -> bool:
        return self.is_pending and self.side is not None and clock.now() >= self.starts_at

    @property
    def when(self) -> str:
        return f"{formats.long_date(self.starts_at)} · {formats.clock_time(self.starts_at)}"


def dialogue_or_404(actor: Actor, dialogue_id: int) -> tuple[Dialogue, Side | None]:
    """The gate through which every view reaches a dialogue."""
    dialogue = Dialogue.objects.select_related("person", "leader").filter(pk=dialogue_id).first()
    if dialogue is None:
        raise NotVisible
    return dialogue, gate.check_may_read(actor, dialogue)


def dialogue_page(actor: Actor, dialogue_id: int) -> DialoguePage:
    """One dialogue as this side sees it. Raises NotVisible for anybody else."""
    dialogue, side = dialogue_or_404(actor, dialogue_id)
    day = clock.today()
    own, earlier = _agreements(dialogue, day)
    facts = _facts(dialogue, day) if dialogue.state not in OVER and side else Facts()
    live = agenda_of(earlier, facts.standings, waiting_items(dialogue)) if dialogue.held_on is None else ()
    return DialoguePage(
        **_head(dialogue), side=side, agenda=live or tuple(AgendaLine(**line) for line in dialogue.facts),
        agreements=own, earlier=earlier, private=_private(actor, dialogue) if side else "", facts=facts,
        holiday=_holiday(dialogue), **_may(dialogue, side, day),
    )  # fmt: skip


def _head(row: Dialogue) -> dict[str, Any]:
    plain = (
        "state", "starts_at", "minutes", "place", "matter", "notes", "next_on", "held_on", "employee_confirmed_at",
        "leader_confirmed_at", "ended_reason", "lock_version", "kind", "person_id",
    )  # fmt: skip
    return {name: getattr(row, name) for name in plain} | {
        "id": row.pk,
        "title": row.get_kind_display(),
        "state_label": row.get_state_display(),
        "tone": STATE_TONES[row.state],
        "name": row.person.full_name,
        "leader": row.leader.full_name,
        "topics": tuple(str(Topic(topic).label) for topic in row.topics),
    }


def _may(row: Dialogue, side: Side | None, day: dt.date) -> dict[str, Any]:
    if side is None:
        return {"may_agree": False, "may_record": False, "may_confirm": False}
    has_come = timezone.localtime(row.starts_at).date() <= day
    confirmed = getattr(row, f"{side}_confirmed_at")
    return {
        "may_agree": row.state == "proposed" and row.proposed_by != side,
        "may_record": (row.state in PENDING and has_come) or row.state == "held",
        "may_confirm": row.state == "held" and confirmed is None,
    }


def _agreements(row: Dialogue, day: dt.date) -> tuple[tuple[AgreementLine, ...], tuple[AgreementLine, ...]]:
    """Those of this dialogue, and those of earlier ones that are still open; one statement."""
    rows = with_age(Agreement.objects.filter(dialogue=row) | open_agreements(row.person_id, row.kind))
    lines = [(one.dialogue_id == row.pk, agreement_line(one, day)) for one in rows.order_by("due_on", "pk")]
    return tuple(line for own, line in lines if own), tuple(line for own, line in lines if not own and line.is_open)


def _facts(row: Dialogue, day: dt.date) -> Facts:
    """Four statements; none for counselling, where figures are not the matter."""
    if row.is_sealed or (plan := current_plan(row.person_id, day)) is None:
        return Facts()
    held = Dialogue.objects.filter(person=row.person_id, state__in=RECORDED, held_on__lt=day).exclude(pk=row.pk)
    since = held.order_by("-held_on").values_list("held_on", flat=True).first() or plan.starts_on
    notes = FeedbackNote.objects.filter(person=row.person_id, given_at__date__gte=since).select_related("given_by")
    found = standings([plan.pk], plan.starts_on, day).get(plan.pk, {})
    return Facts(tuple(found.values()), tuple(notes.order_by("-given_at")[:5]), since)


def _private(actor: Actor, row: Dialogue) -> str:
    """The actor's own private note: asked for by author, so that no other can ever be read."""
    mine = PrivateNote.objects.filter(dialogue=row, author=actor.person_id)
    return mine.values_list("text", flat=True).first() or ""


def _holiday(row: Dialogue) -> str:
    """A holiday that was declared after the time was agreed."""
    if row.state not in PENDING:
        return ""
    day = timezone.localtime(row.starts_at).date()
    return Holiday.objects.filter(date=day).values_list("name", flat=True).first() or ""
