"""Asking for feedback, answering with a strength and a suggestion, praising a piece of evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.dialogue.actions._common import Key
from prestasi.dialogue.models import Appreciation, FeedbackRequest
from prestasi.dialogue.queries.agenda import current_plan
from prestasi.dialogue.queries.feedback import may_be_asked
from prestasi.dialogue.states import REQUEST, RequestState
from prestasi.notices.actions.notify import notify
from prestasi.people.models import Person
from prestasi.performance.actions.feedback import give_feedback
from prestasi.performance.models import Evidence
from prestasi.performance.permissions import evaluation as gate

MOST_OPEN = 8


def ask_feedback(*, by: Actor, person_id: int, question: str = "", key: Key = None) -> Receipt:
    """Ask somebody of one's work relations for feedback on the running plan; one open request per person."""

    def act() -> Receipt:
        if by.person_id is None or by.on_behalf_of is not None or not may_be_asked(by.person_id, person_id):
            raise NotVisible
        plan = current_plan(by.person_id, clock.today())
        if plan is None:
            raise Closed(_("Umpan balik diberikan pada rencana kinerja yang sedang berjalan; Anda belum punya."))
        Person.objects.select_for_update(no_key=True).get(pk=by.person_id)  # two requests come one after the other
        waiting = FeedbackRequest.objects.filter(asked_by=by.person_id, state=RequestState.OPEN)
        asked = list(waiting.values_list("asked", flat=True))
        if person_id in asked:
            raise Closed(_("Anda sudah meminta umpan baliknya; tunggu jawabannya."))
        if len(asked) >= MOST_OPEN:
            raise Closed(_("Delapan permintaan masih menunggu jawaban. Tunggu dulu sebelum meminta lagi."))
        row = FeedbackRequest.objects.create(
            plan=plan, asked_by_id=by.person_id, asked_id=person_id, question=question.strip()[:300]
        )
        _notify(person_id, "feedback.asked", _("%s meminta umpan balik Anda") % by.name, row,
                f"/umpan-balik/permintaan/{row.pk}/")  # fmt: skip
        return record("feedback.asked", by=by, about=row, subject=by.person_id, unit=plan.unit_id, capacity="self")

    return once(key, by, act)


def answer_request(
    *, by: Actor, request_id: int, about: dict[str, int], strength: str = "", suggestion: str = "", key: Key = None
) -> Receipt:
    """Answer with a strength, a suggestion or both, under one's own name, about one result or value."""

    def act() -> Receipt:
        row = _taken(by, request_id, "answer")
        give_both(by=by, plan_id=row.plan_id, about=about, strength=strength, suggestion=suggestion)
        row.state, row.answered_at = RequestState.ANSWERED, clock.now()
        row.save(update_fields=["state", "answered_at"])
        return record("feedback.answered", by=by, about=row, subject=row.asked_by_id, capacity="colleague")

    return once(key, by, act)


def decline_request(*, by: Actor, request_id: int, key: Key = None) -> Receipt:
    """Say that one cannot answer; no reason is asked, because none may be expected."""

    def act() -> Receipt:
        row = _taken(by, request_id, "decline")
        row.state, row.answered_at = RequestState.DECLINED, clock.now()
        row.save(update_fields=["state", "answered_at"])
        text = _("%s tidak dapat memberi umpan balik saat ini") % by.name
        _notify(row.asked_by_id, "feedback.declined", text, row, "/umpan-balik/permintaan/")
        return record("feedback.declined", by=by, about=row, subject=row.asked_by_id, capacity="colleague")

    return once(key, by, act)


def give_both(
    *, by: Actor, plan_id: int, about: dict[str, int], strength: str = "", suggestion: str = "", key: Key = None
) -> Receipt:
    """One strength and one suggestion (either may be empty, not both) about one result or value of a plan."""

    def act() -> Receipt:
        texts = {"praise": strength.strip(), "correction": suggestion.strip()}
        given = {kind: text for kind, text in texts.items() if text}
        if not given:
            raise Invalid({"strength": _("Tulis satu kekuatan atau satu saran.")})
        return [_give(by, plan_id, kind, text, about) for kind, text in given.items()][-1]

    return once(key, by, act)


def _give(by: Actor, plan_id: int, kind: str, text: str, about: dict[str, int]) -> Receipt:
    """One note; a refusal of the text stands at its own field."""
    try:
        return give_feedback(
            by=by, plan_id=plan_id, kind=kind, text=text, result_id=about.get("result_id"),
            behaviour=about.get("behaviour"),
        )  # fmt: skip
    except Invalid as refused:
        name = "strength" if kind == "praise" else "suggestion"
        raise Invalid({name if field == "text" else field: words for field, words in refused.errors.items()}) from None


def appreciate(*, by: Actor, evidence_id: int, behaviour: int, text: str, key: Key = None) -> Receipt:
    """*Apresiasi*: praise for a value (1 to 7) that a piece of evidence shows; it stays tied to the evidence."""

    def act() -> Receipt:
        evidence = Evidence.objects.select_related("progress__plan").filter(pk=evidence_id).first()
        if evidence is None:
            raise NotVisible
        gate.check_may_read_evidence(by, evidence)
        plan = evidence.progress.plan
        receipt = give_feedback(by=by, plan_id=plan.pk, kind="praise", text=text, behaviour=behaviour)
        Appreciation.objects.create(note_id=receipt.made, evidence=evidence)
        return receipt

    return once(key, by, act)


def _taken(by: Actor, request_id: int, act: str) -> FeedbackRequest:
    row = FeedbackRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None or by.person_id not in {row.asked_id, row.asked_by_id}:
        raise NotVisible
    if by.person_id != row.asked_id or by.on_behalf_of is not None:
        raise NotAllowed(_("Permintaan ini dijawab oleh orang yang diminta."), _("Orang yang diminta"))
    if not may_move(REQUEST, act, row.state):
        raise Closed(_("Permintaan ini sudah dijawab."))
    return row


def _notify(person_id: int, kind: str, text: str, row: FeedbackRequest, url: str) -> None:
    with speaking_to(person_id):
        notify(
            person_id=person_id, kind=kind, text=text, why=row.question[:200], url=url, effect_key=f"{kind}:{row.pk}"
        )
