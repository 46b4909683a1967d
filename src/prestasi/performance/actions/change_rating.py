"""The one door through which a rating changes after the rater gave it: calibration, objection, reopening."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.performance import mapping
from prestasi.performance.actions.evaluation_moves import locked, recorded
from prestasi.performance.models import Evaluation, Period, RatingChange, UnitAchievement
from prestasi.performance.permissions.change import check_disinterested, check_reopened
from prestasi.performance.queries.words import period_words, predicate_word
from prestasi.performance.states_evaluation import RATING_CHANGE

SHORTEST_REASON = 10
Key = str | uuid.UUID | None


def change_rating(
    *, by: Actor, evaluation_id: int, result_rating: int, behaviour_rating: int, reason: str, basis: str,
    expected_version: int, key: Key = None, basis_id: int | None = None, capacity: str = "",
) -> Receipt:  # fmt: skip
    """Change result and behaviour rating (1 to 3); the predicate follows from the rule set. Keeps what was before.

    The caller has checked that `by` may act under the basis (the session, the objection); here it is checked that
    nobody changes their own or their superior's rating, that the state admits the basis, and, for a reopening, that
    it was approved by a second person and names this evaluation. The head of a unit keeps the result rating that
    follows from the achievement of the unit. Raises Conflict with (theirs, yours) when `expected_version` is old.
    """

    def act() -> Receipt:
        evaluation = locked(evaluation_id)
        me = check_disinterested(by, evaluation)
        if basis == RatingChange.Basis.REOPENING:
            check_reopened(by, evaluation, basis_id)
        _check_state(evaluation, basis)
        _check_version(evaluation, expected_version, result_rating, behaviour_rating)
        _check_sheet(evaluation, result_rating, behaviour_rating, reason)
        change = _change(evaluation, result_rating, behaviour_rating, reason, basis, basis_id)
        change.by_id, change.capacity, change.at = me, capacity or by.role, clock.now()
        _write(evaluation, change)
        _tell(evaluation, change)
        return recorded("evaluation.changed", evaluation, by, change.capacity, _payload(change))

    return once(key, by, act)


def _check_state(evaluation: Evaluation, basis: str) -> None:
    if not may_move(RATING_CHANGE, basis, evaluation.state):
        raise Closed(
            _("Penilaian ini berstatus “%s”; perubahan atas dasar ini tidak berlaku.") % evaluation.get_state_display()
        )
    if basis != RatingChange.Basis.CALIBRATION:
        return
    if evaluation.period.state != Period.State.OPEN:
        raise Closed(_("Periode ini tidak sedang dibuka. Penilaiannya tidak dapat diubah."))
    if evaluation.released_at is not None:
        raise Closed(_("Hasil ini sudah dirilis kepada pegawai. Perubahannya hanya melalui pembukaan kembali."))


def _check_version(evaluation: Evaluation, seen: int, result: int, behaviour: int) -> None:
    if seen == evaluation.lock_version:
        return
    pairs = {
        "result_rating": (evaluation.result_rating, result),
        "behaviour_rating": (evaluation.behaviour_rating, behaviour),
    }
    message = _("Orang lain mengubah penilaian ini lebih dulu. Bandingkan, lalu putuskan lagi.")
    raise Conflict(message, {name: (str(a or ""), str(b)) for name, (a, b) in pairs.items()})


def _check_sheet(evaluation: Evaluation, result: int, behaviour: int, reason: str) -> None:
    errors: dict[str, str] = {}
    if result not in (1, 2, 3):
        errors["result_rating"] = _("Pilih satu.")
    if behaviour not in (1, 2, 3):
        errors["behaviour_rating"] = _("Pilih satu.")
    if len(reason.strip()) < SHORTEST_REASON:
        errors["reason"] = _("Tulis alasannya, paling sedikit %d huruf. Penilai dan pegawai membacanya.") % (
            SHORTEST_REASON
        )
    if not errors and (result, behaviour) == (evaluation.result_rating, evaluation.behaviour_rating):
        errors[""] = _("Tidak ada yang berubah: kedua rating sama dengan yang tersimpan.")
    if errors:
        raise Invalid(errors)


def _change(
    evaluation: Evaluation, result: int, behaviour: int, reason: str, basis: str, basis_id: int | None
) -> RatingChange:
    decision = mapping.decide(
        is_unit_head=evaluation.is_unit_head, unit_achievement=_level(evaluation), result=result, behaviour=behaviour,
        on=evaluation.period.ends_on,
    )  # fmt: skip
    if decision.result != result:
        raise Invalid(
            {"result_rating": _("Rating hasil kerja pimpinan unit mengikuti capaian organisasi dan tidak diubah.")}
        )
    if decision.predicate is None:
        raise Closed(_("Predikatnya tidak dapat dihitung: capaian organisasi unit ini belum ditetapkan."))
    change = RatingChange(
        evaluation=evaluation, version=evaluation.lock_version + 1, basis=basis, basis_id=basis_id,
        state_before=evaluation.state, result_before=evaluation.result_rating,
        behaviour_before=evaluation.behaviour_rating, predicate_before=evaluation.predicate,
        result_after=result, behaviour_after=behaviour, predicate_after=decision.predicate, reason=reason.strip(),
    )  # fmt: skip
    evaluation.steps = {**(evaluation.steps or {}), **decision.steps}
    evaluation.ruleset, evaluation.ruleset_hash = decision.ruleset, decision.ruleset_hash
    return change


def _level(evaluation: Evaluation) -> str | None:
    """The achievement as frozen with the rating, else as set for the unit now."""
    frozen: dict[str, Any] = evaluation.frozen or {}
    if level := frozen.get("unit_achievement"):
        return str(level)
    found = UnitAchievement.objects.filter(unit=evaluation.unit_id, period=evaluation.period_id)
    return found.values_list("level", flat=True).first()


def _write(evaluation: Evaluation, change: RatingChange) -> None:
    """First the row that the database asks for, then the evaluation itself."""
    with transaction.atomic():
        change.save(force_insert=True)
        evaluation.result_rating, evaluation.behaviour_rating = change.result_after, change.behaviour_after
        evaluation.predicate, evaluation.lock_version = change.predicate_after, change.version
        fields = ["result_rating", "behaviour_rating", "predicate", "steps", "ruleset", "ruleset_hash", "lock_version"]
        target = RATING_CHANGE[change.basis].to
        if target is not None:
            evaluation.state, evaluation.received_at = target, None
            evaluation.confirmed_by_id = evaluation.confirmed_by_id or change.by_id
            evaluation.confirmed_at = evaluation.confirmed_at or change.at
            evaluation.released_at = evaluation.released_at or change.at
            fields += ["state", "received_at", "confirmed_by", "confirmed_at", "released_at"]
        evaluation.save(update_fields=fields)


def _tell(evaluation: Evaluation, change: RatingChange) -> None:
    """The rater always; the employee only once the result is released, until then the release tells."""
    readers = {evaluation.rated_by_id or evaluation.rater_id: f"/nilai/{evaluation.pk}/"}
    if evaluation.released_at is not None:
        readers[evaluation.person_id] = f"/hasil/{evaluation.pk}/"
    for person, url in readers.items():
        if person is None or person == change.by_id:
            continue
        with speaking_to(person):
            words = {"name": evaluation.person.full_name, "period": period_words(evaluation.period)}
            text = _("Penilaian %(name)s %(period)s diubah") % words
            before, after = predicate_word(change.predicate_before), predicate_word(change.predicate_after)
            why = f"{change.get_basis_display()}: {before} → {after}. {change.reason}"
            notify(
                person_id=person, kind="evaluation.changed", text=text[:240], why=why[:200], url=url,
                effect_key=f"evaluation.changed:{evaluation.pk}:{change.version}:{person}",
            )  # fmt: skip


def _payload(change: RatingChange) -> dict[str, Any]:
    return {
        "basis": change.basis,
        "basis_id": change.basis_id,
        "reason": change.reason,
        "before": [change.result_before, change.behaviour_before, change.predicate_before],
        "after": [change.result_after, change.behaviour_after, change.predicate_after],
    }
