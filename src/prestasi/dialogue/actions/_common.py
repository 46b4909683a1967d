"""What all acts on a dialogue share: the locked row, state and version guard, takeover by a new superior, the event."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import record
from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import Dialogue, Side
from prestasi.dialogue.states import DIALOGUE, PENDING
from prestasi.notices.actions.notify import notify
from prestasi.people.queries.superior import superior_of

Key = str | uuid.UUID | None
CAPACITY = {Side.EMPLOYEE: "self", Side.LEADER: "superior"}


def take(by: Actor, dialogue_id: int, act: str, lock_version: int | None = None) -> tuple[Dialogue, Side]:
    """The dialogue with its row locked and the actor's side, after gate, state and version were checked."""
    Dialogue.objects.select_for_update(no_key=True).filter(pk=dialogue_id).first()  # the leader may change meanwhile
    dialogue = Dialogue.objects.select_related("person", "leader").filter(pk=dialogue_id).first()
    if dialogue is None:
        raise NotVisible
    side = gate.check_may_act(by, dialogue)
    if not may_move(DIALOGUE, act, dialogue.state):
        raise Closed(_("Dialog ini sudah %s.") % dialogue.get_state_display().lower())
    if lock_version is not None and lock_version != dialogue.lock_version:
        raise Conflict(
            _("Dialog ini berubah sejak Anda membukanya. Baca lagi sebelum melanjutkan."),
            {"state": (dialogue.get_state_display(), _("halaman yang Anda buka sudah lama"))},
        )
    _take_over(dialogue)
    return dialogue, side


def _take_over(dialogue: Dialogue) -> None:
    """A pending dialogue belongs to today's superior; whoever was asked before the move keeps only the history."""
    if dialogue.state not in PENDING:
        return
    superior = superior_of(dialogue.person_id, clock.today())
    if superior is not None and superior != dialogue.leader_id:
        dialogue.leader_id = superior
        dialogue.save(update_fields=["leader"])
        dialogue.refresh_from_db(fields=["leader"])


def move(dialogue: Dialogue, act: str, *fields: str) -> None:
    """To the state after the act, saved with `fields`."""
    dialogue.state = DIALOGUE[act].after(dialogue.state)
    dialogue.lock_version += 1
    dialogue.save(update_fields=["state", "lock_version", *fields])


def recorded(
    kind: str, dialogue: Dialogue, by: Actor, side: Side, payload: dict[str, Any], next_step: str = ""
) -> Receipt:
    """The event. Neither what was said nor the kind of the talk ever enters it."""
    capacity = "delegate" if by.on_behalf_of else CAPACITY[side]
    return record(
        kind, by=by, about=dialogue, subject=dialogue.person_id, capacity=capacity, payload=payload, next_step=next_step
    )


def tell(dialogue: Dialogue, to: Side, kind: str, text: str, why: str = "", due_on: dt.date | None = None) -> None:
    """A notice for one side; the same state of the dialogue tells once."""
    person_id = dialogue.person_id if to is Side.EMPLOYEE else dialogue.leader_id
    notify(
        person_id=person_id, kind=kind, text=text[:240], why=why[:200], url=f"/dialog/{dialogue.pk}/", due_on=due_on,
        effect_key=f"{kind}:{dialogue.pk}:{dialogue.lock_version}:{person_id}",
    )  # fmt: skip


def person_of(dialogue: Dialogue, side: Side) -> int:
    return dialogue.person_id if side is Side.EMPLOYEE else dialogue.leader_id


def speaking(dialogue: Dialogue, to: Side) -> Any:
    """Texts made inside are in the language of that side."""
    return speaking_to(person_of(dialogue, to))


def when(dialogue: Dialogue) -> str:
    """ "Selasa, 13 Oktober 2026 pukul 09.00"."""
    return _("%(day)s pukul %(time)s") % {
        "day": formats.long_date(dialogue.starts_at), "time": formats.clock_time(dialogue.starts_at)
    }  # fmt: skip
