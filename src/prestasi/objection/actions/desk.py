"""The rater's answer and the analyst's recommendation, which draws the official who decides."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prestasi.audit.actions.record import once
from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.formats import long_date
from prestasi.core.receipt import Receipt
from prestasi.objection.actions.common import Key, check_reason, checked, locked, recorded, saved, tell
from prestasi.objection.actions.filing import attach
from prestasi.objection.drawing import drawn, seed_of
from prestasi.objection.models import Draw, Objection, Outcome
from prestasi.objection.queries.candidates import pool_for
from prestasi.performance.actions.progress import NewEvidence


def answer_objection(
    *, by: Actor, objection_id: int, answer: str, evidence: Sequence[NewEvidence] = (), key: Key = None
) -> Receipt:
    """The rater explains the rating (PP 30/2019 art. 59: both sides are heard)."""

    def act() -> Receipt:
        objection = locked(objection_id)
        capacity = checked(by, "answer", objection)
        check_reason("answer", answer)
        objection.answer, objection.answered_by_id = answer.strip(), by.person_id
        objection.answered_at = clock.database_now()
        saved(objection, "answer")
        attach(objection, evidence, "rater", by)
        tell(objection, objection.person_id, "objection.answered", gettext_noop("Penilai menanggapi keberatan Anda"))
        payload = {"evidence": [item.sha256 for item in evidence]}
        then = _("Analis kepegawaian memberi rekomendasi; pejabat lain memutus.")
        return recorded("objection.answered", objection, by, capacity, payload, then)

    return once(key, by, act)


def recommend_objection(
    *,
    by: Actor,
    objection_id: int,
    outcome: str,
    reason: str,
    result_rating: int | None = None,
    behaviour_rating: int | None = None,
    lock_version: int | None = None,
    key: Key = None,
) -> Receipt:
    """Recommend an outcome; the official who decides is drawn in the same act.

    Before the rater's answer is due only with it. Closed: nobody is left who could decide independently.
    """

    def act() -> Receipt:
        objection = locked(objection_id)
        capacity = checked(by, "recommend", objection, lock_version)
        _check_heard(objection)
        check_outcome(objection, outcome, result_rating, behaviour_rating)
        check_reason("reason", reason)
        objection.recommended, objection.recommendation = outcome, reason.strip()
        objection.proposed_result = result_rating if outcome == Outcome.CHANGE else None
        objection.proposed_behaviour = behaviour_rating if outcome == Outcome.CHANGE else None
        objection.recommended_by_id, objection.recommended_at = by.person_id, clock.database_now()
        draw = draw_decider(objection)
        saved(objection, "recommend")
        _tell_drawn(objection, draw)
        payload = {"outcome": outcome, "draw": drawn_payload(draw)}
        then = _("Pejabat yang terundi memutus paling lambat %s.") % long_date(objection.decision_due_on)
        return recorded("objection.recommended", objection, by, capacity, payload, then)

    return once(key, by, act)


def _check_heard(objection: Objection) -> None:
    due = objection.answer_due_on
    if objection.state == "filed" and (due is None or clock.today() <= due):
        raise Closed(
            _("Penilai belum menanggapi. Rekomendasi dapat diberikan sesudah tanggapan, atau sesudah %s.")
            % (long_date(due) if due else _("kalender hari kerja dimuat"))
        )


def check_outcome(objection: Objection, outcome: str, result: int | None, behaviour: int | None) -> None:
    """A change names both ratings and changes something; the result rating of a unit's head follows the unit."""
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _("Pilih satu.")})
    if outcome != Outcome.CHANGE:
        return
    check_ratings(objection, result, behaviour)


def check_ratings(objection: Objection, result: int | None, behaviour: int | None) -> None:
    """Two ratings of 1 to 3 that change something; a unit head's result stays. Raises Invalid by field."""
    errors = {}
    if result not in (1, 2, 3):
        errors["result_rating"] = _("Pilih satu.")
    elif objection.evaluation.is_unit_head and result != objection.result_before:
        errors["result_rating"] = _("Rating hasil kerja pimpinan unit mengikuti capaian organisasi dan tidak diubah.")
    if behaviour not in (1, 2, 3):
        errors["behaviour_rating"] = _("Pilih satu.")
    if not errors and (result, behaviour) == (objection.result_before, objection.behaviour_before):
        errors["outcome"] = _("Kedua rating sama dengan yang ditetapkan. Ubah salah satunya, atau pilih tolak.")
    if errors:
        raise Invalid(errors)


def draw_decider(objection: Objection) -> Draw:
    """Draw one of the officials who may decide and keep how it was drawn. Closed: there is nobody."""
    pool = pool_for(objection, objection.recommended_by_id or 0)
    if not pool.candidates:
        raise Closed(
            _("Tidak ada pejabat di luar perangkat daerah ini yang dapat memutus secara independen. Mintalah kepala "
              "daerah menunjuk pelaksana tugas, lalu undi lagi.")
        )  # fmt: skip
    number = Draw.objects.filter(objection=objection).count() + 1
    filing = Event.objects.get(pk=objection.event_id or 0)
    seed = seed_of(filing.hash, number)
    chosen = drawn(seed, pool.candidates)
    objection.decider_id = chosen
    return Draw.objects.create(
        objection=objection, number=number, seed=seed, candidates=list(pool.candidates), left_out=dict(pool.left_out),
        chosen_id=chosen,
    )  # fmt: skip


def drawn_payload(draw: Draw) -> dict[str, object]:
    """What the event keeps of a drawing, so that it can be repeated from the log alone."""
    return {
        "number": draw.number, "seed": draw.seed, "candidates": draw.candidates, "left_out": draw.left_out,
        "chosen": draw.chosen_id,
    }  # fmt: skip


def _tell_drawn(objection: Objection, draw: Draw) -> None:
    words = gettext_noop("Anda terundi untuk memutus keberatan %(name)s %(period)s")
    tell(objection, draw.chosen_id, "objection.drawn", words)
