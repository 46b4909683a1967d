"""Closing, releasing and cancelling a round. Releasing is the one moment at which boxes are opened."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.colleagues import ballots, vault
from prestasi.colleagues.actions._common import database_today, locked_round
from prestasi.colleagues.actions.opening import undo_key
from prestasi.colleagues.actions.round import weights_of
from prestasi.colleagues.ballots import Ballot
from prestasi.colleagues.groups import Group, PostType, Reweighting
from prestasi.colleagues.kinds import SCORED, Kind
from prestasi.colleagues.models import Box, CountedReceipt, Draft, GroupResult, Invitation, Outcome, Round, Subject
from prestasi.colleagues.permissions import check_may_run
from prestasi.colleagues.scoring import GroupScore, Rules, Score, score
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice

CHUNK = 500
LONGEST_REASON = 500


def close_round(*, by: Actor, round_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """No more answers. By HR before the day, by the clock after it."""

    def act() -> Receipt:
        if by != SYSTEM:
            check_may_run(by)
        row = locked_round(round_id, "close")
        _move(row, Round.State.CLOSED, "closed_on")
        Draft.objects.filter(invitation__subject__round=row).delete()
        return record("round360.closed", by=by, about=row, payload=_coverage(row))

    return once(key, by, act)


def release_round(*, by: Actor, round_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Open every box, write what may be shown, destroy the rest and the key. The event holds counts only."""

    def act() -> Receipt:
        check_may_run(by)
        row = locked_round(round_id, "release")
        counts = _write_results(row)
        Box.objects.filter(subject__round=row).delete()
        _forget_outsiders(row)
        _move(row, Round.State.RELEASED, "released_on")
        _tell(row)
        undo_key(row)
        return record("round360.released", by=by, about=row, capacity="analyst", payload=counts)

    return once(key, by, act)


def cancel_round(*, by: Actor, round_id: int, reason: str, key: str | uuid.UUID | None = None) -> Receipt:
    """Give a round up: all answers are destroyed unread."""

    def act() -> Receipt:
        check_may_run(by)
        row = locked_round(round_id, "cancel")
        if len(reason.strip()) < 10:
            raise Invalid({"reason": _("Tulis alasannya, paling sedikit 10 huruf.")})
        if len(reason.strip()) > LONGEST_REASON:
            raise Invalid({"reason": _("Paling banyak %d huruf.") % LONGEST_REASON})
        _move(row, Round.State.CANCELLED, "closed_on")
        Draft.objects.filter(invitation__subject__round=row).delete()
        Box.objects.filter(subject__round=row).delete()
        _forget_outsiders(row)
        undo_key(row)
        return record("round360.cancelled", by=by, about=row, capacity="analyst", payload={"reason": reason.strip()})

    return once(key, by, act)


def close_overdue() -> int:
    """Close every round whose last day has passed; answers how many."""
    late = Round.objects.filter(state=Round.State.OPEN, answers_due_on__lt=database_today())
    ids = list(late.values_list("pk", flat=True))
    for round_id in ids:
        close_round(by=SYSTEM, round_id=round_id)
    return len(ids)


def destroy_spent_keys() -> int:
    """Destroy keys that a crash right after a release has left behind; answers how many."""
    over = Round.objects.filter(state__in=(Round.State.RELEASED, Round.State.CANCELLED)).values_list("code", flat=True)
    left = [code for code in over if vault.has_key(code)]
    for code in left:
        vault.destroy_key(code)
    return len(left)


def _move(row: Round, state: Round.State, day_field: str) -> None:
    row.state = state
    setattr(row, day_field, database_today())
    row.save(update_fields=["state", day_field])


def _coverage(row: Round) -> dict[str, int]:
    asked = Invitation.objects.filter(subject__round=row, is_settled=True)
    return {"asked": asked.count(), "answered": asked.filter(has_answered=True).count()}


def _write_results(row: Round) -> dict[str, int]:
    """Results of all people, a chunk at a time; the receipts at the end, in order of their hash."""
    key = vault.round_key(row.code)
    rules = rules_of(row)
    counts: Counter[str] = Counter()
    hashes: set[str] = set()
    for subjects in _chunks(row):
        scored = [(s, score(_opened(s, key, hashes), rules[PostType(s.post_type)])) for s in subjects]
        _write(scored)
        counts.update(people=len(scored), shown=sum(len(o.groups) for _s, o in scored))
        counts.update(withheld=sum(len(o.withheld) for _s, o in scored))
    CountedReceipt.objects.bulk_create((CountedReceipt(hash=h, round=row) for h in sorted(hashes)), batch_size=5_000)
    return dict(counts) | {"answers": len(hashes)}


def _chunks(row: Round) -> Iterator[list[Subject]]:
    ids = list(row.subjects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        yield list(row.subjects.filter(pk__in=ids[start : start + CHUNK]).prefetch_related("boxes"))


def rules_of(row: Round) -> dict[PostType, Rules]:
    """The declared rules by type of post."""
    weights = weights_of(row)
    values: dict[PostType, dict[int, int]] = {kind: {} for kind in PostType}
    choices: dict[PostType, list[int]] = {kind: [] for kind in PostType}
    for post, pk, value, kind in row.question_set.statements.values_list("post_type", "pk", "value", "kind"):
        if kind in SCORED:
            values[PostType(post)][pk] = value
        elif kind == Kind.CHOICE:
            choices[PostType(post)].append(pk)
    rule = Reweighting(row.reweighting)
    return {kind: Rules(row.minimum, rule, weights[kind], values[kind], choices[kind]) for kind in PostType}


def _opened(subject: Subject, key: bytes, hashes: set[str]) -> dict[Group, list[Ballot]]:
    """The ballots of one person by group, in random order. Receipts are collected apart from them."""
    found: dict[Group, list[Ballot]] = {}
    for box in subject.boxes.all():
        content = vault.unseal(key, bytes(box.sealed), f"box:{box.pk}") if box.sealed else b""
        if content is None:
            raise Closed(_("Sebuah kotak jawaban tidak dapat dibuka dengan kunci putaran ini. Tidak ada yang dirilis."))
        found[Group(box.group)] = [ballots.read(slot) for slot in ballots.shuffled(ballots.slots(content))]
        hashes.update(ballot.receipt for ballot in found[Group(box.group)])
    return found


def _write(scored: list[tuple[Subject, Score]]) -> None:
    GroupResult.objects.bulk_create(
        GroupResult(
            subject=subject, group=shown.group, parts=[str(p) for p in shown.parts], answers=shown.answers,
            weight=shown.weight, mean=shown.mean, means={str(v): m for v, m in shown.means.items()},
            strengths=_texts(b.strength for b in shown.ballots),
            suggestions=_texts(b.suggestion for b in shown.ballots), choices=choices_of(shown),
            own_texts=_own_texts(shown.ballots),
        )
        for subject, outcome in scored
        for shown in outcome.groups
    )  # fmt: skip
    Outcome.objects.bulk_create(
        Outcome(subject=subject, combined=outcome.combined, withheld=[str(g) for g in outcome.withheld])
        for subject, outcome in scored
    )


def _texts(texts: Iterator[str]) -> list[str]:
    """What was written, in an order of its own: a strength and a suggestion of one author are not neighbours."""
    return ballots.shuffled([text for text in texts if text])


def choices_of(shown: GroupScore) -> dict[str, dict[str, object] | None]:
    """Shares of a shown group as they are kept: in percent, without counts."""
    return {str(question): asdict(found) if found else None for question, found in shown.choices.items()}


def _own_texts(given: Sequence[Ballot]) -> dict[str, list[str]]:
    """What was written to each question, every question in an order of its own."""
    asked = sorted({question for ballot in given for question in ballot.own_texts})
    return {str(question): _texts(b.own_texts.get(question, "") for b in given) for question in asked}


def _forget_outsiders(row: Round) -> None:
    """Names and contacts of outside raters have done their service."""
    outside = Invitation.objects.filter(subject__round=row, rater__isnull=True)
    outside.update(outside_name=_("Pihak luar"), outside_contact="", link_hash="")


def _tell(row: Round) -> None:
    text = _("Hasil umpan balik rekan sudah dapat dibaca: %s") % row.title
    notify_many(
        Notice(
            person_id=person, kind="round360.released", text=text, url="/rekan/",
            effect_key=f"round360.released:{row.pk}:{person}",
        )
        for person in row.subjects.values_list("person_id", flat=True)
    )  # fmt: skip
