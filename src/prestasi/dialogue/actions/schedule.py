"""Asking for a dialogue, agreeing on its time, moving it, calling it off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.actions._common import Key, move, recorded, speaking, tell, when
from prestasi.dialogue.actions.mail import mail_invitation
from prestasi.dialogue.actions.taking import take
from prestasi.dialogue.models import Dialogue, DialogueKind, ImprovementPlan, Side, Topic
from prestasi.dialogue.queries.slots import why_not
from prestasi.dialogue.states import PENDING, ImprovementState
from prestasi.people.models import Person
from prestasi.people.queries.superior import superior_of

SHORTEST_REASON = 5


def propose_dialogue(
    *, by: Actor, person_id: int, starts_at: dt.datetime, topics: Sequence[str] = (), kind: str = DialogueKind.CHECK_IN,
    matter: str = "", place: str = "", key: Key = None,
) -> Receipt:  # fmt: skip
    """Ask for a dialogue at a moment. Conflict names the pending one when the other side was first.

    Invalid for a day off, a leave or another dialogue at that time, and for guidance or counselling without a matter.
    """

    def act() -> Receipt:
        side = gate.check_may_open(by, person_id, kind)
        leader_id = _both_locked(person_id)
        _check_none_pending(person_id, kind)
        _check_request(starts_at, topics, kind, matter, person_id, leader_id)
        dialogue = Dialogue.objects.create(
            kind=kind, person_id=person_id, leader_id=leader_id, proposed_by=side, starts_at=starts_at,
            topics=list(topics), matter=matter.strip(), place=place.strip(), improvement=_improvement(person_id),
        )  # fmt: skip
        return _told(dialogue, by, side, "dialogue.proposed")

    return once(key, by, act)


def _improvement(person_id: int) -> ImprovementPlan | None:
    """The running improvement plan: every dialogue while it runs follows it up."""
    return ImprovementPlan.objects.filter(person=person_id, state=ImprovementState.AGREED).first()


def _both_locked(person_id: int) -> int:
    """Today's superior, with both people locked: two requests for one of them come one after the other."""
    leader_id = superior_of(person_id, clock.today())
    if leader_id is None:
        raise Closed(_("Belum ada atasan langsung yang tercatat. Mintalah koreksi kepada analis kepegawaian."))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=[person_id, leader_id]).order_by("pk"))
    return leader_id


def _check_none_pending(person_id: int, kind: str) -> None:
    """One pending dialogue of a kind: both sides opening at once end up in the same one."""
    found = Dialogue.objects.filter(person=person_id, kind=kind, state__in=PENDING).first()
    if found is not None:
        words = _("Dialog sudah diminta untuk %s. Setujui atau ubah waktunya di sana.") % when(found)
        raise Conflict(words, {"starts_at": (when(found), _("permintaan Anda"))})


def _check_request(
    starts_at: dt.datetime, topics: Sequence[str], kind: str, matter: str, person_id: int, leader_id: int
) -> None:
    errors = {}
    if kind not in DialogueKind.values:
        errors["kind"] = _("Pilih dialog, bimbingan, atau konseling.")
    if any(topic not in Topic.values for topic in topics):
        errors["topics"] = _("Pokok bahasan ini tidak ada dalam daftar.")
    if kind != DialogueKind.CHECK_IN and len(matter.strip()) < SHORTEST_REASON:
        errors["matter"] = _("Tulis pokok masalah atau kebutuhannya, agar kedua pihak dapat bersiap.")
    if refusal := why_not(starts_at, person_id, leader_id):
        errors["starts_at"] = refusal
    if errors:
        raise Invalid(errors)


def agree_dialogue(*, by: Actor, dialogue_id: int, lock_version: int | None = None, key: Key = None) -> Receipt:
    """The side that was asked agrees on the time."""

    def act() -> Receipt:
        dialogue, side = take(by, dialogue_id, "agree", lock_version)
        if side == dialogue.proposed_by:
            raise NotAllowed(_("Waktu ini usulan Anda; pihak lain yang menyetujuinya."), _("Pihak yang diminta"))
        move(dialogue, "agree")
        return _told(dialogue, by, side, "dialogue.agreed")

    return once(key, by, act)


def reschedule_dialogue(
    *, by: Actor, dialogue_id: int, starts_at: dt.datetime, lock_version: int | None = None, key: Key = None
) -> Receipt:
    """Another time, which the other side has to agree on; the invitation keeps its id and its sequence rises."""

    def act() -> Receipt:
        dialogue, side = take(by, dialogue_id, "reschedule", lock_version)
        if starts_at == dialogue.starts_at:
            raise Invalid({"starts_at": _("Waktunya masih sama.")})
        if refusal := why_not(starts_at, dialogue.person_id, dialogue.leader_id, dialogue.pk):
            raise Invalid({"starts_at": refusal})
        dialogue.starts_at, dialogue.proposed_by = starts_at, side
        dialogue.sequence += 1
        move(dialogue, "reschedule", "starts_at", "proposed_by", "sequence")
        return _told(dialogue, by, side, "dialogue.rescheduled")

    return once(key, by, act)


def cancel_dialogue(*, by: Actor, dialogue_id: int, reason: str, key: Key = None) -> Receipt:
    """Call a pending dialogue off, with a reason; one that was held cannot be called off."""
    return _end(by, dialogue_id, "cancel", "dialogue.cancelled", reason, key)


def miss_dialogue(*, by: Actor, dialogue_id: int, reason: str, key: Key = None) -> Receipt:
    """*Tidak terlaksana*: its time has passed and it was not held, with what happened."""
    return _end(by, dialogue_id, "miss", "dialogue.missed", reason, key)


def _end(by: Actor, dialogue_id: int, name: str, kind: str, reason: str, key: Key) -> Receipt:
    def act() -> Receipt:
        dialogue, side = take(by, dialogue_id, name)
        if len(reason.strip()) < SHORTEST_REASON:
            raise Invalid({"reason": _("Tulis alasannya dalam beberapa kata; pihak lain membacanya.")})
        if name == "miss" and clock.now() < dialogue.starts_at:
            raise Closed(_("Waktunya belum lewat. Batalkan atau ubah waktunya."))
        dialogue.ended_reason, dialogue.ended_by = reason.strip()[:300], side
        dialogue.sequence += 1
        move(dialogue, name, "ended_reason", "ended_by", "sequence")
        return _told(dialogue, by, side, kind)

    return once(key, by, act)


WORDS = {
    "dialogue.proposed": gettext_lazy("%(who)s meminta dialog: %(when)s"),
    "dialogue.agreed": gettext_lazy("%(who)s menyetujui waktu dialog: %(when)s"),
    "dialogue.rescheduled": gettext_lazy("%(who)s mengusulkan waktu lain: %(when)s"),
    "dialogue.cancelled": gettext_lazy("%(who)s membatalkan dialog %(when)s"),
    "dialogue.missed": gettext_lazy("Dialog %(when)s tercatat tidak terlaksana"),
}


def _told(dialogue: Dialogue, by: Actor, side: Side, kind: str) -> Receipt:
    with speaking(dialogue, side.other):
        text = str(WORDS[kind]) % {"who": by.name, "when": when(dialogue)}
        tell(dialogue, side.other, kind, text, dialogue.ended_reason, timezone.localtime(dialogue.starts_at).date())
    mail_invitation(dialogue, side.other, WORDS[kind], by.name)
    payload = {"starts_at": dialogue.starts_at.isoformat(), "sequence": dialogue.sequence, "state": dialogue.state}
    return recorded(kind, dialogue, by, side, payload, next_step=_next(dialogue, kind))


def _next(dialogue: Dialogue, kind: str) -> str:
    if kind in {"dialogue.proposed", "dialogue.rescheduled"}:
        return _("Pihak lain menyetujui atau mengusulkan waktu lain.")
    if kind == "dialogue.agreed":
        return _("Dialog %s. Unduh undangannya untuk kalender Anda.") % when(dialogue)
    return _("Dialog baru dapat diminta kapan saja.")
