"""Forms of *bimbingan kinerja* (B.1.8, B.1.9) and the opening of a sealed counselling record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.actions._common import Key
from prestasi.dialogue.models import CompetenceScore, Dialogue, DialogueKind, GuidanceFeedback, SealedReading, Side
from prestasi.dialogue.states import RECORDED
from prestasi.notices.actions.notify import notify
from prestasi.people.queries.superior import superior_of

OPEN_FOR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Scored:
    """One competence with its score (1 to 5) and reason; `row` is its place in the form."""

    row: int
    competence: str
    score: int | None
    reason: str


def sign_guidance(*, by: Actor, dialogue_id: int, answers: Sequence[bool], note: str = "", key: Key = None) -> Receipt:
    """Form B.1.8: the employee answers nine statements about the guidance, once; the leader's superior reads it."""

    def act() -> Receipt:
        dialogue, side = _guidance(by, dialogue_id)
        if side is not Side.EMPLOYEE:
            raise NotAllowed(_("Formulir B.1.8 diisi oleh pegawai yang dibimbing."), _("Pegawai yang dibimbing"))
        if len(answers) != 9:
            raise Invalid({"": _("Jawab kesembilan pernyataan.")})
        if GuidanceFeedback.objects.filter(dialogue=dialogue).exists():
            raise Closed(_("Formulir ini sudah ditandatangani."))
        form = GuidanceFeedback.objects.create(
            dialogue=dialogue, answers=list(answers), note=note.strip()[:600], signed_by_id=dialogue.person_id
        )
        _hand_over(dialogue)
        return record("guidance.answered", by=by, about=form, subject=dialogue.person_id, capacity="self")

    return once(key, by, act)


def _hand_over(dialogue: Dialogue) -> None:
    """To the superior of the leader, who is the one the form is for."""
    above = superior_of(dialogue.leader_id, clock.today())
    if above is None:
        return
    with speaking_to(above):
        notify(
            person_id=above, kind="guidance.answered", url=f"/dialog/{dialogue.pk}/umpan-balik-bimbingan/",
            text=_("Umpan balik bimbingan (B.1.8) tentang %s") % dialogue.leader.full_name,
            effect_key=f"guidance.answered:{dialogue.pk}",
        )  # fmt: skip


def score_competences(*, by: Actor, dialogue_id: int, scores: Sequence[Scored], key: Key = None) -> Receipt:
    """Form B.1.9: the leader scores competences after guidance; may be written anew until both have confirmed."""

    def act() -> Receipt:
        dialogue, side = _guidance(by, dialogue_id)
        if side is not Side.LEADER:
            raise NotAllowed(_("Formulir B.1.9 diisi oleh pimpinan yang membimbing."), _("Atasan yang membimbing"))
        if dialogue.state != "held" and dialogue.competences.exists():
            raise Closed(_("Bimbingan ini sudah dikonfirmasi; evaluasinya tidak berubah lagi."))
        _check_scores(scores)
        dialogue.competences.all().delete()
        rows = [
            CompetenceScore(
                dialogue=dialogue, order=n, competence=s.competence.strip(), score=s.score or 0, reason=s.reason.strip()
            )
            for n, s in enumerate(scores, 1)
        ]
        CompetenceScore.objects.bulk_create(rows)
        return record(
            "guidance.scored", by=by, about=dialogue, subject=dialogue.person_id, capacity="superior",
            payload={"count": len(rows)},
        )  # fmt: skip

    return once(key, by, act)


def _check_scores(scores: Sequence[Scored]) -> None:
    errors = {}
    if not scores:
        errors["c1-competence"] = _("Isi paling sedikit satu kompetensi.")
    for one in scores:
        if not 3 <= len(one.competence.strip()) <= 160:
            errors[f"c{one.row}-competence"] = _("Tulis nama kompetensinya.")
        if one.score not in range(1, 6):
            errors[f"c{one.row}-score"] = _("Pilih nilai 1 sampai 5.")
        if len(one.reason.strip()) < 5:
            errors[f"c{one.row}-reason"] = _("Tulis alasannya.")
    if errors:
        raise Invalid(errors)


def _guidance(by: Actor, dialogue_id: int) -> tuple[Dialogue, Side]:
    Dialogue.objects.select_for_update(no_key=True).filter(pk=dialogue_id).first()  # the leader may change meanwhile
    dialogue = Dialogue.objects.select_related("leader").filter(pk=dialogue_id).first()
    if dialogue is None:
        raise NotVisible
    side = gate.check_may_act(by, dialogue)
    if dialogue.kind != DialogueKind.GUIDANCE or dialogue.state not in RECORDED:
        raise Closed(_("Formulir ini untuk bimbingan kinerja yang sudah dicatat."))
    return dialogue, side


def open_seal(*, by: Actor, dialogue_id: int, reason: str, key: Key = None) -> Receipt:
    """An HR analyst opens a counselling record for one hour, with a written reason. Both sides are told at once."""

    def act() -> Receipt:
        dialogue = Dialogue.objects.filter(pk=dialogue_id, kind=DialogueKind.COUNSELLING).first()
        if dialogue is None or not gate.may_ask_for_seal(by, dialogue):
            raise NotVisible
        if len(reason.strip()) < 20:
            raise Invalid(
                {"reason": _("Tulis dasar dan keperluannya, paling sedikit 20 huruf. Kedua pihak membacanya.")}
            )
        row = SealedReading.objects.create(
            dialogue=dialogue, reader_id=by.person_id or 0, reason=reason.strip()[:300], until=clock.now() + OPEN_FOR
        )
        for person_id in (dialogue.person_id, dialogue.leader_id):
            _tell_opened(by, row, person_id)
        return record(
            "dialogue.seal_opened", by=by, about=row, subject=dialogue.person_id, capacity="analyst",
            payload={"reason": row.reason},
        )  # fmt: skip

    return once(key, by, act)


def _tell_opened(by: Actor, row: SealedReading, person_id: int) -> None:
    with speaking_to(person_id):
        notify(
            person_id=person_id, kind="dialogue.seal_opened", why=row.reason[:200],
            url=f"/dialog/{row.dialogue_id}/", text=_("%s membuka catatan konseling Anda") % by.name,
            effect_key=f"dialogue.seal_opened:{row.pk}:{person_id}",
        )  # fmt: skip
