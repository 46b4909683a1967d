"""Answering. What is written here must not tell who wrote which answer, not even in two rows of one transaction.

The invitation learns only that an answer has arrived. The answer joins the others of its group in one sealed row
that is written anew in random order. No event, no idempotency record, no notice and no time is written: the
invitation itself makes a repeated form harmless, and the receipt is a code that only the rater holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext as _

from prestasi.colleagues import ballots, receipts, vault
from prestasi.colleagues.actions._common import database_today
from prestasi.colleagues.ballots import LONGEST_TEXT, Ballot
from prestasi.colleagues.kinds import LONGEST_OWN_TEXT, SCORED, Kind
from prestasi.colleagues.models import Box, Draft, Invitation, Round, Statement
from prestasi.colleagues.permissions import check_may_answer
from prestasi.colleagues.statements import SCALE
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Questions = Mapping[int, tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rater sends: statement id -> 1 to 5 (left out: not observed), two texts, and the receipt's code.

    `choices`: question id -> place of the chosen option, from 0; `own_texts`: question id -> a short text.
    """

    scores: Mapping[int, int]
    strength: str = ""
    suggestion: str = ""
    code: str = ""
    choices: Mapping[int, int] = field(default_factory=dict)
    own_texts: Mapping[int, str] = field(default_factory=dict)


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
    ballot = _ballot(given, receipt)
    _add(Box.objects.select_for_update().get(subject=invitation.subject_id, group=invitation.group), row, ballot)
    Invitation.objects.filter(pk=invitation.pk).update(has_answered=True)
    Draft.objects.filter(invitation=invitation.pk).delete()
    return given.code


def _ballot(given: Answer, receipt: str) -> Ballot:
    """What goes into the box; a question that was left blank is not in it."""
    own = {pk: plain for pk, text in given.own_texts.items() if (plain := _plain(text))}
    return Ballot(
        dict(given.scores), _plain(given.strength), _plain(given.suggestion), receipt, dict(given.choices), own
    )


def _plain(text: str) -> str:
    """Without control characters, which nobody types and which take six bytes of a slot."""
    return _CONTROL.sub(" ", text).strip()


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
    rows = Statement.objects.filter(question_set=subject.round.question_set_id, post_type=subject.post_type)
    questions = {pk: (kind, options) for pk, kind, options in rows.values_list("pk", "kind", "options")}
    asked = {pk for pk, (kind, _options) in questions.items() if kind in SCORED}
    errors = _wrong_choices(given, questions) | _wrong_texts(given, questions)
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


def _wrong_choices(given: Answer, questions: Questions) -> dict[str, str]:
    """What was not one of the options, by the field of its question."""
    unknown: tuple[str, list[str]] = ("", [])
    found = {pk: questions.get(pk, unknown) for pk in given.choices}
    fits = {pk: kind == Kind.CHOICE and 0 <= given.choices[pk] < len(options) for pk, (kind, options) in found.items()}
    return {f"s{pk}": _("Pilih salah satu jawaban yang tersedia.") for pk, right in fits.items() if not right}


def _wrong_texts(given: Answer, questions: Questions) -> dict[str, str]:
    """What is too long or was not asked, by the field of its question."""
    errors: dict[str, str] = {}
    for pk, text in given.own_texts.items():
        if questions.get(pk, ("",))[0] != Kind.TEXT:
            errors[f"s{pk}"] = _("Pertanyaan ini tidak diisi dengan tulisan.")
        elif len(text.strip()) > LONGEST_OWN_TEXT:
            errors[f"s{pk}"] = _("Paling banyak %(n)s huruf.") % {"n": LONGEST_OWN_TEXT}
    return errors
