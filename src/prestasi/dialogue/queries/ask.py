"""Asking for a dialogue, and moving one: who with, free times, what is open between the two. Eight statements."""

from __future__ import annotations

from dataclasses import dataclass

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotVisible
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import Dialogue, DialogueKind, Side
from prestasi.dialogue.queries.agenda import AgreementLine, agreement_line, open_agreements, with_age
from prestasi.dialogue.queries.page import dialogue_or_404
from prestasi.dialogue.queries.slots import Slot, free_slots
from prestasi.dialogue.states import PENDING
from prestasi.people.models import Person
from prestasi.people.queries.superior import superior_of


@dataclass(frozen=True, slots=True)
class AskPage:
    """`pending` is the dialogue that is asked for already; `other` the person on the other side."""

    person_id: int
    other: str
    is_own: bool
    slots: tuple[Slot, ...]
    agreements: tuple[AgreementLine, ...]
    pending: Dialogue | None
    has_superior: bool = True


def ask_page(actor: Actor, person_id: int | None) -> AskPage:
    """Both people's free times and the agreements still open between them."""
    if person_id is None:
        raise NotVisible
    side = gate.check_may_open(actor, person_id, DialogueKind.CHECK_IN)
    day = clock.today()
    leader_id = superior_of(person_id, day)
    people = {p.pk: p for p in Person.objects.filter(pk__in=[person_id, leader_id or 0])}
    if leader_id is None:
        return AskPage(person_id, "", True, (), (), None, has_superior=False)
    agreements = tuple(agreement_line(row, day) for row in with_age(open_agreements(person_id)).order_by("due_on"))
    other = people[leader_id if side is Side.EMPLOYEE else person_id].full_name
    pending = Dialogue.objects.filter(person=person_id, kind=DialogueKind.CHECK_IN, state__in=PENDING).first()
    return AskPage(person_id, other, side is Side.EMPLOYEE, free_slots(person_id, leader_id), agreements, pending)


@dataclass(frozen=True, slots=True)
class ReschedulePage:
    dialogue: Dialogue
    other: str
    slots: tuple[Slot, ...]


def reschedule_slots(actor: Actor, dialogue_id: int) -> ReschedulePage:
    """Free times for a pending dialogue."""
    dialogue, _side = dialogue_or_404(actor, dialogue_id)
    side = gate.check_may_act(actor, dialogue)
    if dialogue.state not in PENDING:
        raise Closed(str(dialogue.get_state_display()))
    other = dialogue.leader if side is Side.EMPLOYEE else dialogue.person
    slots = free_slots(dialogue.person_id, dialogue.leader_id, dialogue.pk)
    return ReschedulePage(dialogue, other.full_name, slots)
