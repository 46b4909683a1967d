"""Doors to the outbox for other apps, and the administrator's second try."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.notices import states, wording
from prestasi.notices.models import Letter
from prestasi.notices.queries.readers import readers


def send_invitation(
    *, person_id: int, ics_bytes: bytes, method: str, uid: str, sequence: int, effect_key: str, subject: str = "",
    text: str = "",
) -> None:  # fmt: skip
    """Let an iCalendar message (`method` REQUEST or CANCEL) reach the person by e-mail, in the caller's transaction.

    All messages of one `uid` go out in order; the same `effect_key` never twice. `subject` and `text` may be given in
    the reader's language (see `accounts.queries.language.speaking_to`); without them neutral words are used.
    """
    reader = readers([person_id]).get(person_id)
    if reader is None or not reader.address:
        return
    with translation.override(reader.language):
        words = _("Undangan dibatalkan") if method == "CANCEL" else _("Undangan kalender")
        letter = {
            "person_id": person_id, "kind": Letter.Kind.INVITATION, "thread": f"calendar:{uid}"[:120],
            "subject": (subject or words)[:160], "text": text or f"{words}.\n\n{wording.site()}\n",
            "calendar": ics_bytes.decode(), "method": method, "due_at": reader.quiet.next_moment(clock.now()),
            "message_id": wording.message_id(f"{effect_key}:{sequence}"),
        }  # fmt: skip
    Letter.objects.bulk_create([Letter(effect_key=effect_key, **letter)], ignore_conflicts=True)


def requeue_letter(*, by: Actor, letter_id: int, key: str | None = None) -> Receipt:
    """Try a dead letter again, after its cause was mended. Administrators of the whole agency."""

    def act() -> Receipt:
        if not any(grant.role == "admin" and grant.unit_id is None for grant in by.grants):
            raise NotAllowed(_("Surel keluar dikelola admin."), _("Admin instansi"))
        letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
        if letter is None:
            raise NotVisible
        if letter.state != states.DEAD:
            raise Closed(_("Surel ini tidak sedang gagal."))
        letter.state, letter.attempts, letter.due_at = states.WAITING, 0, clock.now()
        letter.save(update_fields=["state", "attempts", "due_at"])
        return record("letter.requeued", by=by, about=letter, subject=letter.person_id)

    return once(key, by, act)
