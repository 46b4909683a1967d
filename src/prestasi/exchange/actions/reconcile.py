"""Settling a difference with SIASN: take theirs by the act a manual change goes through, keep ours, or open again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.formats import plain_date
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.exchange.actions.compare_siasn import refresh, widen, withdraw_questions
from prestasi.exchange.differing import About, Gap, gaps_of
from prestasi.exchange.models import Difference, ImportBatch, ImportRow
from prestasi.exchange.permissions_reconcile import check_not_about_oneself, difference_or_404
from prestasi.exchange.queries.known import known_units
from prestasi.exchange.queries.sides import sides_by_number
from prestasi.exchange.states import DIFFERENCE
from prestasi.organization.actions.position import open_position
from prestasi.people.actions.facts import correct_number, correct_person, record_education, record_rank
from prestasi.people.actions.move import move_person
from prestasi.people.actions.superior import change_superior

MOST_WORDS = 500


def take_theirs(*, by: Actor, difference_id: int, seen: str, key: str | None = None) -> Receipt:
    """*Ambil SIASN*: write their value as a correction, move, rank or diploma, with the event of that act.

    `seen` is the fingerprint the analyst looked at: Conflict when either side has changed since, Invalid when theirs
    cannot be taken, and whatever the act itself refuses.
    """

    def act() -> Receipt:
        difference = locked(by, difference_id, "take", seen)
        gap = _gap_now(difference)
        if gap.take is None:
            raise Invalid({"": gap.why_not or _("Nilai SIASN ini tidak dapat diambil.")})
        receipt = close(difference, by, "take", _write(by, difference, gap.take))
        refresh(difference)
        return receipt

    return once(key, by, act)


def keep_ours(*, by: Actor, difference_id: int, seen: str, reason: str = "", key: str | None = None) -> Receipt:
    """*Pertahankan*: ours is right; it joins the list of corrections for BKN and stays away until a side changes."""

    def act() -> Receipt:
        difference = locked(by, difference_id, "keep", seen)
        difference.note, difference.kept_print = reason.strip()[:MOST_WORDS], difference.print
        receipt = record(
            "siasn.kept", by=by, about=difference, subject=difference.person_id, unit=difference.unit_id,
            capacity="analyst", payload={"field": difference.field, "reason": difference.note or "–"},
            next_step=_("Masuk daftar koreksi untuk BKN; tidak muncul lagi sampai salah satu sisi berubah."),
        )  # fmt: skip
        return close(difference, by, "keep", receipt)

    return once(key, by, act)


def reopen(*, by: Actor, difference_id: int, seen: str, key: str | None = None) -> Receipt:
    """*Buka lagi*: a kept difference returns to the list."""

    def act() -> Receipt:
        difference = locked(by, difference_id, "reopen", seen)
        difference.note, difference.kept_print = "", ""
        receipt = record(
            "siasn.reopened", by=by, about=difference, subject=difference.person_id, unit=difference.unit_id,
            capacity="analyst", payload={"field": difference.field},
        )  # fmt: skip
        return close(difference, by, "reopen", receipt)

    return once(key, by, act)


def locked(by: Actor, difference_id: int, act: str, seen: str) -> Difference:
    """The difference, locked for this act, as the actor saw it."""
    check_not_about_oneself(by, difference_or_404(by, difference_id))
    row = Difference.objects.select_for_update(of=("self",)).select_related("batch").get(pk=difference_id)
    if not may_move(DIFFERENCE, act, row.state):
        raise Closed(_("Selisih ini %(state)s.") % {"state": str(row.get_state_display()).lower()})
    if row.print != seen:
        raise Conflict(
            _("Selisih ini berubah sejak halaman dibuka. Lihat nilainya yang sekarang."),
            {str(_("Data kita")): (row.ours, ""), "SIASN": (row.theirs, "")},
        )
    return row


def close(difference: Difference, by: Actor, act: str, receipt: Receipt) -> Receipt:
    """Put the difference into the state the act ends in, signed."""
    difference.state = DIFFERENCE[act].after(difference.state)
    difference.decided_by_id, difference.decided_at, difference.event_id = by.person_id, receipt.at, receipt.event_id
    difference.save()
    withdraw_questions()
    return receipt


def _gap_now(difference: Difference) -> Gap:
    """The same difference computed from the data of this moment. Conflict when it is another one or gone."""
    with translation.override("id"):
        gap = _recomputed(difference)
    if gap is None:
        raise Conflict(_("Kedua sisi sudah sama sejak perbandingan terakhir. Bandingkan ulang."))
    if gap.print != difference.print:
        raise Conflict(
            _("Data pegawai ini berubah sejak perbandingan. Bandingkan ulang, lalu putuskan."),
            {str(_("Data kita")): (gap.ours, difference.ours), "SIASN": (gap.theirs, difference.theirs)},
        )
    return gap


def _recomputed(difference: Difference) -> Gap | None:
    row = ImportRow.objects.filter(batch=difference.batch_id, number=difference.row or 0).first()
    if row is None:
        return Gap(difference.field, difference.ours, difference.theirs, difference.ours_since, "",
                   difference.theirs_since, None, difference.why_not)  # fmt: skip
    side = sides_by_number([difference.number], clock.today()).get(difference.number)
    if side is None:
        return None
    about = About(_day(difference.batch), known_units(clock.today()))
    widen(about, [row.values])
    return next((gap for gap in gaps_of(row.key, row.values, side, about) if gap.field == difference.field), None)


def _day(batch: ImportBatch) -> dt.date:
    return batch.effective_on or clock.today()


def source_of(batch: ImportBatch) -> str:
    """How the record names the export as its source."""
    return f"SIASN {plain_date(_day(batch))} ({batch.file_name})"[:200]


def _write(by: Actor, difference: Difference, take: dict[str, Any]) -> Receipt:
    with translation.override("id"):
        source = source_of(difference.batch)
    person = difference.person_id or 0
    values = {name: value for name, value in take.items() if name != "act"}
    simple: dict[str, Callable[..., Receipt]] = {
        "person": correct_person, "number": correct_number, "rank": record_rank, "education": record_education,
    }  # fmt: skip
    if take["act"] in simple:
        return simple[take["act"]](by=by, person_id=person, source=source, **values)
    if take["act"] == "superior":
        return change_superior(
            by=by, person_id=person, superior_id=take["superior_id"], effective_on=take["since"], source=source
        )
    return _move(by, person, take, source)


def _move(by: Actor, person_id: int, take: dict[str, Any], source: str) -> Receipt:
    """Open the post when the unit has none of that title, then move."""
    decree = (take["decree"] or source)[:80]
    with transaction.atomic():
        post = take["position_id"]
        if post is None:
            post = open_position(
                by=by, unit_id=take["unit_id"], title=take["title"], kind=take["kind"], effective_on=take["since"],
                decree=decree,
            ).object_id  # fmt: skip
        return move_person(by=by, person_id=person_id, position_id=post or 0, effective_on=take["since"], decree=decree)
