"""Finishing and stopping agreements, adding to the agenda, private notes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.actions._common import CAPACITY, Key
from prestasi.dialogue.models import AgendaItem, Agreement, Dialogue, PrivateNote, Side
from prestasi.dialogue.states import AGREEMENT, OVER, AgreementState


def finish_agreement(*, by: Actor, agreement_id: int, note: str = "", key: Key = None) -> Receipt:
    """Mark as done. The side that owns it does so; the superior may do so for the employee."""

    def act() -> Receipt:
        agreement, side = _taken(by, agreement_id, "finish")
        if agreement.owner == Side.LEADER and side is Side.EMPLOYEE:
            raise NotAllowed(_("Kesepakatan ini tugas atasan; atasan yang menandainya selesai."), _("Atasan langsung"))
        return _end(agreement, by, side, AgreementState.DONE, note)

    return once(key, by, act)


def drop_agreement(*, by: Actor, agreement_id: int, reason: str, key: Key = None) -> Receipt:
    """Stop an agreement that makes no sense any more, with a reason that stays with it."""

    def act() -> Receipt:
        agreement, side = _taken(by, agreement_id, "drop")
        if len(reason.strip()) < 5:
            raise Invalid({"reason": _("Tulis mengapa kesepakatan ini dihentikan.")})
        return _end(agreement, by, side, AgreementState.DROPPED, reason)

    return once(key, by, act)


def _taken(by: Actor, agreement_id: int, act: str) -> tuple[Agreement, Side]:
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("dialogue")
    agreement = rows.filter(pk=agreement_id).first()
    if agreement is None:
        raise NotVisible
    side = gate.agreement_side(by, agreement)
    if not may_move(AGREEMENT, act, agreement.state):
        raise Closed(_("Kesepakatan ini sudah %s.") % agreement.get_state_display().lower())
    return agreement, side


def _end(agreement: Agreement, by: Actor, side: Side, state: str, note: str) -> Receipt:
    agreement.state, agreement.ended_at, agreement.ended_by_id = state, clock.now(), by.person_id
    agreement.ended_note = note.strip()[:300]
    agreement.save(update_fields=["state", "ended_at", "ended_by", "ended_note"])
    return record(
        "agreement.done" if state == AgreementState.DONE else "agreement.dropped", by=by, about=agreement,
        subject=agreement.person_id, capacity=CAPACITY[side], payload={"age_days": agreement.age(clock.today())},
    )  # fmt: skip


def add_to_agenda(*, by: Actor, dialogue_id: int, text: str, key: Key = None) -> Receipt:
    """A topic for this dialogue, by either side, until it is closed."""

    def act() -> Receipt:
        dialogue = Dialogue.objects.select_for_update().filter(pk=dialogue_id).first()
        if dialogue is None:
            raise NotVisible
        side = gate.check_may_act(by, dialogue)
        if dialogue.state in OVER:
            raise Closed(_("Dialog ini sudah %s.") % dialogue.get_state_display().lower())
        if not 3 <= len(text.strip()) <= 300:
            raise Invalid({"text": _("Tulis pokok bahasannya, 3 sampai 300 huruf.")})
        item = AgendaItem.objects.create(
            person_id=dialogue.person_id, dialogue=dialogue, text=text.strip(), added_by_id=by.person_id or 0
        )
        return record("dialogue.agenda_added", by=by, about=item, subject=dialogue.person_id, capacity=CAPACITY[side])

    return once(key, by, act)


def keep_private_note(*, by: Actor, dialogue_id: int, text: str) -> None:
    """The actor's own note about the dialogue. It writes no event: that it exists concerns nobody else.

    An empty text takes the note away. A note may be kept up also after the dialogue was closed.
    """
    dialogue = Dialogue.objects.filter(pk=dialogue_id).first()
    if dialogue is None:
        raise NotVisible
    gate.check_may_act(by, dialogue)
    if len(text) > 8000:
        raise Invalid({"private": _("Paling banyak 8.000 huruf.")})
    mine = PrivateNote.objects.filter(dialogue=dialogue, author=by.person_id)
    if not text.strip():
        mine.delete()
        return
    PrivateNote.objects.update_or_create(
        dialogue=dialogue, author_id=by.person_id, defaults={"text": text.strip(), "updated_at": clock.now()}
    )
