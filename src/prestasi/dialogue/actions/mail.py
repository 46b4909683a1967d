"""The calendar invitation of a dialogue by mail, to both sides, so that their calendars agree with the page."""

from __future__ import annotations

from django.utils.functional import Promise

from prestasi.accounts.queries.language import speaking_to
from prestasi.dialogue.actions._common import person_of, speaking, when
from prestasi.dialogue.documents.invitation import invitation, method_of, uid_of
from prestasi.dialogue.models import Dialogue, Side
from prestasi.notices import wording
from prestasi.notices.actions.outbox import send_invitation


def mail_invitation(dialogue: Dialogue, told: Side, words: str | Promise, who: str) -> None:
    """Queue the present invitation for both sides: the same UID, the present SEQUENCE, CANCEL once it is off.

    `words` with `who` tell the side that did not act what happened; the other one gets the entry for the own calendar.
    Each side's letter is in the own language and names no address but the own.
    """
    url = _url(dialogue)
    for side in (told, told.other):
        reader = person_of(dialogue, side)
        with speaking(dialogue, side):
            text = str(words) % {"who": who, "when": when(dialogue)}
            send_invitation(
                person_id=reader, ics_bytes=invitation(dialogue, url, reader), method=method_of(dialogue),
                uid=uid_of(dialogue), sequence=dialogue.sequence, subject=text,
                effect_key=f"dialogue:{dialogue.pk}:{dialogue.lock_version}:{dialogue.sequence}:{dialogue.state}:{reader}",
                text=f"{text}.\n\n{url}\n",
            )  # fmt: skip


def mail_withdrawal(dialogue: Dialogue, words: str | Promise, who: str) -> None:
    """Queue METHOD:CANCEL with the present SEQUENCE for a leader who is about to hand the dialogue to `who`."""
    reader, url = dialogue.leader_id, _url(dialogue)
    with speaking_to(reader):
        text = str(words) % {"who": who, "when": when(dialogue)}
        send_invitation(
            person_id=reader, ics_bytes=invitation(dialogue, url, reader, "CANCEL"), method="CANCEL",
            uid=uid_of(dialogue), sequence=dialogue.sequence, subject=text,
            effect_key=f"dialogue:{dialogue.pk}:left:{dialogue.sequence}:{reader}", text=f"{text}.\n",
        )  # fmt: skip


def _url(dialogue: Dialogue) -> str:
    return f"{wording.site()}/dialog/{dialogue.pk}/"
