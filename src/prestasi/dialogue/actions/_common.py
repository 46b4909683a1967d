"""What all acts on a dialogue share: the step to the next state, the event, the notice, words for a side."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import record
from prestasi.core import formats
from prestasi.core.actor import Actor
from prestasi.core.receipt import Receipt
from prestasi.dialogue.models import Dialogue, Side
from prestasi.dialogue.states import DIALOGUE
from prestasi.notices.actions.notify import notify

Key = str | uuid.UUID | None
CAPACITY = {Side.EMPLOYEE: "self", Side.LEADER: "superior"}


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
