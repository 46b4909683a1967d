"""The decision by the official who was drawn: reject, change, return to the rater; or step aside."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid
from prestasi.core.formats import long_date
from prestasi.core.receipt import Receipt
from prestasi.objection.actions.common import (
    Key,
    check_reason,
    checked,
    locked,
    locked_with_result,
    recorded,
    saved,
    tell,
)
from prestasi.objection.actions.desk import check_outcome, check_ratings, draw_decider, drawn_payload
from prestasi.objection.models import Draw, Objection, Outcome
from prestasi.objection.queries.credit import credit_of_evaluation
from prestasi.performance.actions.change_rating import change_rating
from prestasi.performance.actions.finality import settle
from prestasi.performance.models import Evaluation

WORD = re.compile(r"[a-z]{4,}")
NUMBER = re.compile(r"\d[\d .]{7,}")


def step_aside(*, by: Actor, objection_id: int, reason: str, key: Key = None) -> Receipt:
    """The drawn official declares a conflict of interest (*benturan kepentingan*); another one is drawn."""

    def act() -> Receipt:
        objection = locked(objection_id)
        capacity = checked(by, "step_aside", objection)
        if len(reason.strip()) < 5:
            raise Invalid({"conflict_reason": _("Tulis hubungan atau kepentingannya dengan singkat.")})
        _declare(objection, Draw.Answer.CONFLICT, reason.strip())
        draw = draw_decider(objection)
        saved(objection, "step_aside")
        words = gettext_noop("Anda terundi untuk memutus keberatan %(name)s %(period)s")
        tell(objection, draw.chosen_id, "objection.drawn", words)
        then = _("Pejabat lain sudah diundi dan diberi tahu.")
        return recorded("objection.stepped_aside", objection, by, capacity, {"draw": drawn_payload(draw)}, then)

    return once(key, by, act)


def decide_objection(
    *,
    by: Actor,
    objection_id: int,
    outcome: str,
    reason: str,
    independent: bool,
    result_rating: int | None = None,
    behaviour_rating: int | None = None,
    headnote: str = "",
    lock_version: int | None = None,
    key: Key = None,
) -> Receipt:
    """Reject, change or return. A change goes through `change_rating`; after reject and change the result is final.

    `independent` is the declaration of the drawn official, `headnote` a rule kept for similar cases that names nobody.
    Raises Invalid without declaration or reasons.
    """

    def act() -> Receipt:
        objection = locked_with_result(objection_id)
        capacity = checked(by, outcome if outcome in Outcome.values else "reject", objection, lock_version)
        check_outcome(objection, outcome, result_rating, behaviour_rating)
        check_reason("reason", reason)
        if not independent:
            raise Invalid({"independent": _("Nyatakan dahulu bahwa Anda tidak berkepentingan, atau undurkan diri.")})
        objection.headnote = _nameless(objection, headnote)
        _declare(objection, Draw.Answer.CLEAR)
        if outcome == Outcome.RETURN:
            return _return(objection, by, capacity, reason)
        if outcome == Outcome.CHANGE:
            _change(objection, by, capacity, reason, result_rating or 0, behaviour_rating or 0)
        return _close(objection, by, capacity, outcome, reason)

    return once(key, by, act)


def rerate_objection(
    *, by: Actor, objection_id: int, result_rating: int, behaviour_rating: int, reason: str, key: Key = None
) -> Receipt:
    """The rater rates again after a return. It takes effect only when the drawn official decides so."""

    def act() -> Receipt:
        objection = locked(objection_id)
        capacity = checked(by, "rerate", objection)
        if (result_rating, behaviour_rating) != (objection.result_before, objection.behaviour_before):
            check_ratings(objection, result_rating, behaviour_rating)
        check_reason("reason", reason)
        objection.proposed_result, objection.proposed_behaviour = result_rating, behaviour_rating
        objection.rerate_reason, objection.rerated_at = reason.strip(), clock.database_now()
        saved(objection, "rerate")
        words = gettext_noop("%(name)s %(period)s sudah dinilai ulang, menunggu putusan Anda")
        tell(objection, objection.decider_id, "objection.rerated", words)
        payload = {"result": result_rating, "behaviour": behaviour_rating}
        return recorded("objection.rerated", objection, by, capacity, payload, _("Pejabat pemutus memutus."))

    return once(key, by, act)


def _nameless(objection: Objection, headnote: str) -> str:
    """Later readers see the headnote without the case: no name of a party, no long number."""
    names = {objection.person.name, objection.rater.name}
    told = set(WORD.findall(headnote.lower()))
    if told & {word for name in names for word in WORD.findall(name.lower())} or NUMBER.search(headnote):
        raise Invalid({"headnote": _("Tulis kaidahnya tanpa nama orang dan tanpa nomor induk.")})
    return headnote.strip()[:300]


def _declare(objection: Objection, answer: str, reason: str = "") -> None:
    drawn = Draw.objects.filter(objection=objection).order_by("-number")[:1]
    Draw.objects.filter(pk__in=list(drawn.values_list("pk", flat=True))).update(
        answer=answer, answer_reason=reason[:300], answered_at=clock.database_now()
    )


def _return(objection: Objection, by: Actor, capacity: str, reason: str) -> Receipt:
    objection.return_reason, objection.returned_at = reason.strip(), clock.database_now()
    saved(objection, "return")
    words = gettext_noop("Penilaian %(name)s %(period)s dikembalikan untuk dinilai ulang")
    tell(objection, objection.rater_id, "objection.returned", words, reason.strip())
    tell(objection, objection.person_id, "objection.returned", words, reason.strip())
    payload = {"reason": reason.strip()}
    then = _("Penilai menilai ulang; putusan tetap paling lambat %s.") % long_date(objection.decision_due_on)
    return recorded("objection.returned", objection, by, capacity, payload, then)


def _change(objection: Objection, by: Actor, capacity: str, reason: str, result: int, behaviour: int) -> None:
    version = Evaluation.objects.values_list("lock_version", flat=True).get(pk=objection.evaluation_id)
    change_rating(
        by=by, evaluation_id=objection.evaluation_id, result_rating=result, behaviour_rating=behaviour,
        reason=reason, basis="objection", expected_version=version, basis_id=objection.pk, capacity=capacity,
    )  # fmt: skip


def _close(objection: Objection, by: Actor, capacity: str, outcome: str, reason: str) -> Receipt:
    evaluation = Evaluation.objects.select_related("plan__position", "period", "person").get(pk=objection.evaluation_id)
    objection.result_after, objection.behaviour_after = evaluation.result_rating, evaluation.behaviour_rating
    objection.predicate_after = evaluation.predicate
    objection.credit_after = credit_of_evaluation(evaluation, evaluation.predicate)
    objection.decision_reason, objection.decided_by_id = reason.strip(), by.person_id
    objection.decided_at = clock.database_now()
    saved(objection, outcome)
    receipt = recorded(
        "objection.decided", objection, by, capacity, _payload(objection, outcome),
        _("Pegawai dan penilai membaca putusan dengan alasannya. Putusan ini final."),
    )  # fmt: skip
    settle(by=by, evaluation_id=objection.evaluation_id, basis="objection", capacity=capacity)
    words = gettext_noop("Keberatan atas hasil %(period)s diputus")
    for person in {objection.person_id, objection.rater_id, objection.recommended_by_id}:
        tell(objection, person, "objection.decided", words, objection.get_state_display())
    return receipt


def _payload(objection: Objection, outcome: str) -> dict[str, Any]:
    return {
        "outcome": outcome, "reason": objection.decision_reason,
        "before": [objection.result_before, objection.behaviour_before, objection.predicate_before],
        "after": [objection.result_after, objection.behaviour_after, objection.predicate_after],
        "credit": [objection.credit_before, objection.credit_after],
    }  # fmt: skip
