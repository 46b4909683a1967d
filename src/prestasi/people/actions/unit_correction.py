"""*Unit saya salah*: the employee asks for the right unit; another person decides it as a move with its effects."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from prestasi.accounts.actions.approval import take_step
from prestasi.accounts.queries.approvals import steps_for, taken
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotAllowed
from prestasi.core.formats import long_date
from prestasi.core.receipt import Receipt
from prestasi.organization.models import UnitVersion
from prestasi.organization.queries.calendar import working_days_after
from prestasi.people.actions.correction import ANSWER_WITHIN, Act, check_none_open, close_request, request_to_decide
from prestasi.people.actions.move import move_person
from prestasi.people.models import Assignment, CorrectionRequest, Person
from prestasi.people.permissions import Relation, check_visible

UNIT = CorrectionRequest.Asks.UNIT


def request_unit_correction(
    *, by: Actor, person_id: int, proposed_unit_id: int | None, since: dt.date, reason: str, key: str | None = None
) -> Receipt:
    """Ask that the unit be corrected from `since`; only the person concerned asks, one request at a time."""

    def act() -> Receipt:
        if by.person_id is None or Relation.SELF not in check_visible(by, person_id):
            raise NotAllowed(
                _("Koreksi unit diminta oleh pegawainya sendiri."),
                _("Analis kepegawaian dapat memindahkan dari kartu pegawai."),
            )
        person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
        unit = Assignment.objects.on(clock.today()).filter(person=person, kind="definitive").first()
        current = unit.unit_id if unit else None
        _check(current, proposed_unit_id, since, reason)
        check_none_open(person)
        request = CorrectionRequest.objects.create(
            person=person, asks=UNIT, current_unit_id=current, proposed_unit_id=proposed_unit_id, since=since,
            reason=reason.strip(), requested_by_id=by.person_id,
            due_on=working_days_after(clock.today(), ANSWER_WITHIN),
        )  # fmt: skip
        return record(
            "placement.correction_requested", by=by, about=request, subject=person.pk,
            payload={"proposed": proposed_unit_id, "since": since.isoformat()},
            next_step=_("Dijawab analis kepegawaian paling lambat %(day)s.") % {"day": long_date(request.due_on)},
        )  # fmt: skip

    return once(key, by, act)


def _check(current: int | None, proposed: int | None, since: dt.date, reason: str) -> None:
    errors = {}
    if len(reason.strip()) < 10:
        errors["reason"] = _("Jelaskan dengan satu kalimat, paling sedikit 10 huruf.")
    if since > clock.today():
        errors["since"] = _("Isi tanggal sejak kapan datanya keliru, paling lambat hari ini.")
    if proposed is not None and proposed == current:
        errors["proposed_unit_id"] = _("Menurut data Anda memang di unit itu.")
    elif proposed is not None and not UnitVersion.objects.on(clock.today()).filter(unit=proposed).exists():
        errors["proposed_unit_id"] = _("Unit ini tidak ada.")
    if errors:
        raise Invalid(errors)


def decide_unit_correction(
    *, by: Actor, request_id: int, accept: bool, reason: str, position_id: int | None = None,
    effective_on: dt.date | None = None, decree: str = "", superior_id: int | None = None, key: str | None = None,
) -> Receipt:  # fmt: skip
    """Accept by moving the person to `position_id` (with everything a move does), or refuse with a reason.

    Where the agency wants two analysts, the first lays down the move and the second carries it out.
    """

    def act() -> Receipt:
        request, person = request_to_decide(by, request_id, UNIT, reason)
        first = taken(Act.CORRECTION, request.pk, 1).get(1)
        moved: Receipt | None = None
        if accept:
            move = first.payload if first else _laid_down(request, position_id, effective_on, decree, superior_id)
            if steps_for(Act.CORRECTION) == 2 and first is None:
                return _first_step(by, request, move)
            if first:
                take_step(by=by, act=Act.CORRECTION, object_id=request.pk, round_=1, step=2)
            values = {**move, "effective_on": dt.date.fromisoformat(move["effective_on"])}
            moved = move_person(by=by, person_id=person.pk, **values)
        close_request(request, by, accept, reason)
        return _decided(by, request, moved)

    return once(key, by, act)


def _laid_down(
    request: CorrectionRequest, position_id: int | None, day: dt.date | None, decree: str, superior_id: int | None
) -> dict[str, Any]:
    if position_id is None:
        raise Invalid({"position_id": _("Pilih jabatannya di unit yang benar.")})
    return {
        "position_id": position_id, "effective_on": (day or request.since).isoformat(), "superior_id": superior_id,
        "decree": decree.strip() or _("Koreksi %(number)s") % {"number": request.pk},
    }  # fmt: skip


def _first_step(by: Actor, request: CorrectionRequest, move: dict[str, Any]) -> Receipt:
    take_step(by=by, act=Act.CORRECTION, object_id=request.pk, round_=1, step=1, payload=move)
    return record(
        "reporting.correction_first", by=by, about=request, subject=request.person_id, payload=move,
        next_step=_("Berlaku setelah analis kedua menyetujui."),
    )  # fmt: skip


def _decided(by: Actor, request: CorrectionRequest, moved: Receipt | None) -> Receipt:
    payload = {"state": request.state, "reason": request.decision_reason, "move": moved.number if moved else ""}
    return record(
        "placement.correction_decided", by=by, about=request, subject=request.person_id, payload=payload,
        next_step=_("Pemohon membaca keputusan dan alasannya."),
    )  # fmt: skip
