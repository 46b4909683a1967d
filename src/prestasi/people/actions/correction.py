"""*Bukan atasan saya* and *bukan bawahan saya*: asking for a correct reporting line, decided by another person."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.accounts.actions.approval import take_step
from prestasi.accounts.models import ApprovalRule
from prestasi.accounts.queries.approvals import steps_for, taken
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.formats import long_date
from prestasi.core.receipt import Receipt
from prestasi.organization.queries.calendar import working_days_after
from prestasi.people.actions.gates import person_to_change
from prestasi.people.actions.superior import lay_superior
from prestasi.people.models import CorrectionRequest, Person, ReportingLine
from prestasi.people.permissions import Relation, check_visible

ANSWER_WITHIN = 5
Act = ApprovalRule.Act
MAY_ASK = frozenset({Relation.SELF, Relation.SUPERIOR})


def request_correction(
    *, by: Actor, person_id: int, proposed_superior_id: int | None, since: dt.date, reason: str, key: str | None = None
) -> Receipt:
    """Ask that a line be corrected from `since`. The person or the present superior may ask, one request at a time."""

    def act() -> Receipt:
        if by.person_id is None or not check_visible(by, person_id) & MAY_ASK:
            raise NotAllowed(
                _("Koreksi atasan diminta oleh pegawainya sendiri atau oleh atasannya sekarang."),
                _("Analis kepegawaian dapat mengubah atasan langsung dari kartu pegawai."),
            )
        person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
        _check_request(person, proposed_superior_id, since, reason)
        line = ReportingLine.objects.on(clock.today()).filter(person=person).first()
        request = CorrectionRequest.objects.create(
            person=person, current_superior_id=line.superior_id if line else None,
            proposed_superior_id=proposed_superior_id, since=since, reason=reason.strip(), requested_by_id=by.person_id,
            due_on=working_days_after(clock.today(), ANSWER_WITHIN),
        )  # fmt: skip
        return record(
            "reporting.correction_requested", by=by, about=request, subject=person.pk,
            payload={"proposed": proposed_superior_id, "since": since.isoformat()},
            next_step=_("Dijawab analis kepegawaian paling lambat %(day)s.") % {"day": long_date(request.due_on)},
        )  # fmt: skip

    return once(key, by, act)


def decide_correction(
    *, by: Actor, request_id: int, accept: bool, reason: str, superior_id: int | None = None, key: str | None = None
) -> Receipt:
    """Accept (the line changes from the day asked for) or refuse with a reason; never by the person who asked."""

    def act() -> Receipt:
        request, person = request_to_decide(by, request_id, CorrectionRequest.Asks.SUPERIOR, reason)
        first = taken(Act.CORRECTION, request.pk, 1).get(1)
        chosen = superior_id or (first.payload["superior"] if first else None) or request.proposed_superior_id
        if accept and steps_for(Act.CORRECTION) == 2 and first is None:
            return _first_step(by, request, chosen)
        if accept and first:
            take_step(by=by, act=Act.CORRECTION, object_id=request.pk, round_=1, step=2)
        if accept:
            _carry_out(request, person, chosen)
        close_request(request, by, accept, reason)
        return _decided(by, request, chosen if accept else None)

    return once(key, by, act)


def request_to_decide(by: Actor, request_id: int, asks: str, reason: str) -> tuple[CorrectionRequest, Person]:
    """The open request, locked, with the person concerned; never for the person who asked."""
    request = CorrectionRequest.objects.select_for_update().filter(pk=request_id, asks=asks).first()
    if request is None:
        raise NotVisible
    if by.person_id is not None and by.person_id == request.requested_by_id:
        check_visible(by, request.person_id)
        raise NotAllowed(_("Pemohon tidak memutus permohonannya sendiri."), _("Analis kepegawaian yang lain."))
    person = person_to_change(by, request.person_id)
    check_decision(by, request, reason)
    return request, person


def _first_step(by: Actor, request: CorrectionRequest, superior_id: int | None) -> Receipt:
    """The first of two analysts says yes; nothing changes until another one does too."""
    if superior_id is None:
        raise Invalid({"superior_id": _("Pemohon tidak tahu atasannya. Pilih atasan yang benar.")})
    payload = {"superior": superior_id}
    take_step(by=by, act=Act.CORRECTION, object_id=request.pk, round_=1, step=1, payload=payload)
    return record(
        "reporting.correction_first", by=by, about=request, subject=request.person_id, payload=payload,
        next_step=_("Berlaku setelah analis kedua menyetujui."),
    )  # fmt: skip


def _check_request(person: Person, proposed: int | None, since: dt.date, reason: str) -> None:
    errors = {}
    if len(reason.strip()) < 10:
        errors["reason"] = _("Jelaskan dengan satu kalimat, paling sedikit 10 huruf.")
    if since > clock.today():
        errors["since"] = _("Isi tanggal sejak kapan datanya keliru, paling lambat hari ini.")
    if proposed == person.pk:
        errors["proposed_superior_id"] = _("Seseorang tidak dapat menjadi atasannya sendiri.")
    elif proposed is not None and not Person.objects.filter(pk=proposed).exists():
        errors["proposed_superior_id"] = _("Pegawai ini tidak ada.")
    if errors:
        raise Invalid(errors)
    check_none_open(person)


def check_none_open(person: Person) -> None:
    """One request at a time, whatever it asks for."""
    if CorrectionRequest.objects.filter(person=person, state=CorrectionRequest.State.OPEN).exists():
        raise Closed(_("Sudah ada permintaan koreksi yang menunggu jawaban."))


def check_decision(by: Actor, request: CorrectionRequest, reason: str) -> None:
    if request.state != CorrectionRequest.State.OPEN:
        raise Closed(_("Permintaan ini sudah diputus: %(state)s.") % {"state": request.get_state_display().lower()})
    if not reason.strip():
        raise Invalid({"reason": _("Tulis alasan keputusan; pemohon membacanya.")})


def _carry_out(request: CorrectionRequest, person: Person, superior_id: int | None) -> None:
    if superior_id is None:
        raise Invalid({"superior_id": _("Pemohon tidak tahu atasannya. Pilih atasan yang benar.")})
    source = _("Koreksi %(number)s") % {"number": request.pk}
    lay_superior(person, superior_id, request.since, source)


def close_request(request: CorrectionRequest, by: Actor, accept: bool, reason: str) -> None:
    request.state = CorrectionRequest.State.ACCEPTED if accept else CorrectionRequest.State.REFUSED
    request.decided_by_id = by.person_id
    request.decided_at = clock.database_now()
    request.decision_reason = reason.strip()
    request.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])


def _decided(by: Actor, request: CorrectionRequest, superior_id: int | None) -> Receipt:
    payload = {"state": request.state, "superior": superior_id, "reason": request.decision_reason}
    return record(
        "reporting.correction_decided", by=by, about=request, subject=request.person_id, payload=payload,
        next_step=_("Pemohon membaca keputusan dan alasannya."),
    )  # fmt: skip
