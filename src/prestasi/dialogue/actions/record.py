"""Recording what was said and agreed, and confirming it from both sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once
from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.receipt import Receipt
from prestasi.dialogue.actions._common import Key, move, recorded, speaking, tell
from prestasi.dialogue.actions.taking import take
from prestasi.dialogue.models import AgendaItem, Agreement, AgreementReview, Dialogue, Side
from prestasi.dialogue.queries.agenda import agenda_lines
from prestasi.dialogue.states import AgreementState

LONGEST_NOTES, MOST_AGREEMENTS = 8000, 8


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed action as it was typed; `row` is its place in the form, for the message."""

    row: int
    text: str
    owner: str
    due_on: dt.date | None
    sign: str = ""


def record_dialogue(
    *, by: Actor, dialogue_id: int, notes: str, agreed: Sequence[Agreed], next_on: dt.date | None, lock_version: int,
    key: Key = None,
) -> Receipt:  # fmt: skip
    """Write down what was said and agreed. It counts as the writer's confirmation and takes back the other side's.

    Open agreements of earlier dialogues are carried into this one. Closed before the day of the dialogue; Conflict
    with both texts when the other side has written in the meantime.
    """

    def act() -> Receipt:
        dialogue, side = take(by, dialogue_id, "record")
        if timezone.localtime(dialogue.starts_at).date() > clock.today():
            raise Closed(_("Dialog ini belum berlangsung. Majukan waktunya bila Anda bertemu lebih awal."))
        _check_version(dialogue, lock_version, notes)
        _check(notes, agreed, next_on)
        _write(dialogue, side, notes, next_on)
        _replace_agreements(dialogue, agreed)
        _carry_over(dialogue)
        return _told(dialogue, by, side, "dialogue.recorded", len(agreed))

    return once(key, by, act)


def _check_version(dialogue: Dialogue, lock_version: int, notes: str) -> None:
    if lock_version != dialogue.lock_version:
        raise Conflict(_("Catatan dialog ini sudah diubah pihak lain."), {"notes": (dialogue.notes, notes)})


def _check(notes: str, agreed: Sequence[Agreed], next_on: dt.date | None) -> None:
    errors: dict[str, str] = {}
    if len(notes) > LONGEST_NOTES:
        errors["notes"] = _("Paling banyak 8.000 huruf.")
    if not notes.strip() and not agreed:
        errors["notes"] = _("Tulis satu kesepakatan atau catatan, agar kedua pihak mengingat hal yang sama.")
    if len(agreed) > MOST_AGREEMENTS:
        errors[""] = _("Paling banyak delapan kesepakatan dalam satu dialog.")
    if next_on is not None and next_on <= clock.today():
        errors["next_on"] = _("Dialog berikutnya terjadi sesudah hari ini.")
    for one in agreed:
        errors |= _errors_of(one)
    if errors:
        raise Invalid(errors)


def _errors_of(one: Agreed) -> dict[str, str]:
    errors = {}
    if not 3 <= len(one.text.strip()) <= 300:
        errors[f"a{one.row}-text"] = _("Tulis apa yang dikerjakan, 3 sampai 300 huruf.")
    if one.owner not in Side.values:
        errors[f"a{one.row}-owner"] = _("Pilih pegawai atau atasan.")
    if one.due_on is None or one.due_on < clock.today():
        errors[f"a{one.row}-due_on"] = _("Isi tanggal hari ini atau sesudahnya.")
    return errors


def _write(dialogue: Dialogue, side: Side, notes: str, next_on: dt.date | None) -> None:
    if dialogue.held_on is None:
        dialogue.held_on = timezone.localtime(dialogue.starts_at).date()
        dialogue.facts = [line.frozen() for line in agenda_lines(dialogue)]
    dialogue.notes, dialogue.next_on, dialogue.recorded_by = notes.strip(), next_on, side
    now = clock.now()
    dialogue.employee_confirmed_at = now if side is Side.EMPLOYEE else None
    dialogue.leader_confirmed_at = now if side is Side.LEADER else None
    move(dialogue, "record", "held_on", "facts", "notes", "next_on", "recorded_by", "employee_confirmed_at",
        "leader_confirmed_at")  # fmt: skip


def _replace_agreements(dialogue: Dialogue, agreed: Sequence[Agreed]) -> None:
    """Until both have confirmed, the agreements of this dialogue are what was written last."""
    dialogue.agreements.filter(state=AgreementState.OPEN).delete()
    Agreement.objects.bulk_create(
        Agreement(
            person_id=dialogue.person_id, dialogue=dialogue, owner=one.owner, text=one.text.strip(),
            sign=one.sign.strip()[:200], agreed_on=clock.today(), due_on=one.due_on or clock.today(),
        )
        for one in agreed
    )  # fmt: skip


def _carry_over(dialogue: Dialogue) -> None:
    """What is still open from earlier dialogues was looked at again here; the waiting agenda belongs to this one."""
    if not dialogue.is_sealed:
        still = Agreement.objects.filter(person=dialogue.person_id, state=AgreementState.OPEN)
        still = still.exclude(dialogue=dialogue).exclude(dialogue__kind="counselling")
        reviews = [AgreementReview(agreement=one, dialogue=dialogue) for one in still]
        AgreementReview.objects.bulk_create(reviews, ignore_conflicts=True)
        AgendaItem.objects.filter(person=dialogue.person_id, dialogue__isnull=True).update(dialogue=dialogue)


def confirm_dialogue(*, by: Actor, dialogue_id: int, lock_version: int, key: Key = None) -> Receipt:
    """One side says: this is what we said and agreed. With the second confirmation the dialogue is closed for good."""

    def act() -> Receipt:
        dialogue, side = take(by, dialogue_id, "confirm")
        _check_version(dialogue, lock_version, "")
        field = f"{side}_confirmed_at"
        if getattr(dialogue, field) is not None:
            raise Closed(_("Anda sudah mengonfirmasi catatan ini; tinggal pihak lain."))
        setattr(dialogue, field, clock.now())
        both = bool(dialogue.employee_confirmed_at and dialogue.leader_confirmed_at)
        if both:
            move(dialogue, "confirm", field)
        else:
            dialogue.save(update_fields=[field])
        return _told(dialogue, by, side, "dialogue.confirmed", dialogue.agreements.count())

    return once(key, by, act)


def _told(dialogue: Dialogue, by: Actor, side: Side, kind: str, agreements: int) -> Receipt:
    """The event carries counts and dates, never what was said."""
    if kind == "dialogue.recorded":
        with speaking(dialogue, side.other):
            tell(dialogue, side.other, kind, _("%s mencatat dialog Anda. Baca dan konfirmasi.") % by.name)
    payload = {
        "agreements": agreements, "next_on": dialogue.next_on.isoformat() if dialogue.next_on else None,
        "state": dialogue.state,
    }  # fmt: skip
    return recorded(kind, dialogue, by, side, payload, next_step=_next(dialogue))


def _next(dialogue: Dialogue) -> str:
    if dialogue.state == "held":
        return _("Pihak lain membaca dan mengonfirmasi.")
    if dialogue.next_on:
        return _("Dialog berikutnya sekitar %s.") % formats.long_date(dialogue.next_on)
    return _("Kesepakatan yang belum selesai muncul lagi pada dialog berikutnya.")
