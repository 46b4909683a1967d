"""Answering. What is written here must not tell who wrote which answer, not even in two rows of one transaction.

The invitation learns only that an answer has arrived. The answer joins the others of its group in one sealed row
that is written anew in random order. No event, no idempotency record, no notice and no time is written: the
invitation itself makes a repeated form harmless, and the receipt is a code that only the rater holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from prestasi.colleagues import ballots, receipts, vault
from prestasi.colleagues.actions._common import database_today
from prestasi.colleagues.ballots import LONGEST_TEXT, Ballot
from prestasi.colleagues.models import Box, Draft, Invitation, Round, Statement
from prestasi.colleagues.permissions import check_may_answer
from prestasi.colleagues.statements import SCALE
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rater sends: statement id -> 1 to 5 (left out: not observed), two texts, and the receipt's code."""

    scores: Mapping[int, int]
    strength: str = ""
    suggestion: str = ""
    code: str = ""


def answer(*, by: Actor, invitation_id: int, given: Answer) -> str:
    """Send an answer in person; the receipt's code. Closed when one was sent before or the round has ended."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).select_related("subject__round")
        invitation = check_may_answer(by, found.filter(pk=invitation_id).first())
        return _put(invitation, given)


def answer_by_link(*, token: str, given: Answer) -> str:
    """Send an answer with a one-time link; the receipt's code. A link works once."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).select_related("subject__round")
        invitation = found.filter(link_hash=receipts.link_hash(token)).first()
        if invitation is None:
            raise NotVisible
        return _put(invitation, given)


def _put(invitation: Invitation, given: Answer) -> str:
    row = _held_open(invitation.subject.round)
    check_open(invitation, row)
    _check(invitation, given)
    receipt = receipts.hash_of(given.code, row.code)
    ballot = Ballot(dict(given.scores), given.strength.strip(), given.suggestion.strip(), receipt)
    _add(Box.objects.select_for_update().get(subject=invitation.subject_id, group=invitation.group), row, ballot)
    Invitation.objects.filter(pk=invitation.pk).update(has_answered=True)
    Draft.objects.filter(invitation=invitation.pk).delete()
    return given.code


def _held_open(row: Round) -> Round:
    """The round as it is now; it cannot close before the transaction ends. Raters do not wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM colleagues_round WHERE id = %s FOR SHARE", [row.pk])
        row.state = cursor.fetchone()[0]
    return row


def check_open(invitation: Invitation, row: Round) -> None:
    """Refuse what comes twice, too late, or before the list of raters is settled."""
    if invitation.has_answered:
        raise Closed(_("Jawaban Anda sudah kami terima dan tidak dapat dibuka lagi, juga oleh Anda."))
    if row.state != Round.State.OPEN or row.answers_due_on < database_today():
        raise Closed(_("Masa menjawab putaran ini sudah berakhir."))
    if not invitation.is_settled:
        raise Closed(_("Daftar penilai belum disetujui atasan."))


def _add(box: Box, row: Round, ballot: Ballot) -> None:
    """Put a ballot among the others: the box is opened, shuffled, and sealed again under a new nonce."""
    key, place = vault.round_key(row.code), f"box:{box.pk}"
    content = vault.unseal(key, bytes(box.sealed), place) if box.sealed else b""
    if content is None:
        raise Closed(_("Kotak jawaban rusak. Hubungi analis kepegawaian; jawaban Anda belum terkirim."))
    mixed = ballots.joined([*ballots.slots(content), ballots.padded(ballot)])
    Box.objects.filter(pk=box.pk).update(sealed=vault.seal(key, mixed, place))


def _check(invitation: Invitation, given: Answer) -> None:
    subject = invitation.subject
    asked = set(
        Statement.objects.filter(question_set=subject.round.question_set_id, post_type=subject.post_type).values_list(
            "pk", flat=True
        )
    )
    errors: dict[str, str] = {}
    if not given.scores:
        errors["scores"] = _("Jawab paling sedikit satu pernyataan.")
    if set(given.scores) - asked or set(given.scores.values()) - set(SCALE):
        errors["scores"] = _("Pilih nilai 1 sampai 5, atau lewati pernyataan yang tidak Anda amati.")
    for name, text in (("strength", given.strength), ("suggestion", given.suggestion)):
        if len(text.strip()) > LONGEST_TEXT:
            errors[name] = _("Paling banyak %(n)s huruf.") % {"n": LONGEST_TEXT}
    if not receipts.plain(given.code):
        errors["code"] = _("Kode bukti rusak. Muat ulang halaman; isian Anda tersimpan sebagai draf.")
    if errors:
        raise Invalid(errors)
