"""Filing an objection (*mengajukan keberatan*) within its days, and withdrawing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.formats import long_date, stamp
from prestasi.core.receipt import Receipt
from prestasi.objection import mapping
from prestasi.objection.actions.common import Key, check_reason, checked, locked, recorded, saved, tell
from prestasi.objection.models import Objection, ObjectionEvidence, ObjectionItem
from prestasi.objection.permissions import check_may_file
from prestasi.objection.queries.credit import credit_of_evaluation
from prestasi.organization.queries.calendar import working_days_after
from prestasi.organization.queries.zone import Zone, agency_zone
from prestasi.performance.actions.progress import NewEvidence
from prestasi.performance.models import Evaluation
from prestasi.performance.permissions.evaluation import person_of

ANSWER_WITHIN = 5
LONGEST_WAY = dt.timedelta(minutes=15)
MOST_FILES = 6


@dataclass(frozen=True, slots=True)
class Target:
    """What is contested: "predicate", or a planned result ("result", id), or one of the seven values ("behaviour")."""

    kind: str
    number: int | None = None


def file_objection(
    *,
    by: Actor,
    evaluation_id: int,
    targets: Sequence[Target],
    reason: str,
    evidence: Sequence[NewEvidence] = (),
    arrived_at: dt.datetime | None = None,
    key: Key = None,
) -> Receipt:
    """Contest an opened result. `arrived_at` is when the request reached us, by database time (default: now).

    The agency's zone decides which day that was; what arrived before midnight counts although it is handled after.
    Raises Closed when the result is not open to objections (not opened yet, too late, contested already).
    """

    def act() -> Receipt:
        evaluation = _locked(evaluation_id)
        check_may_file(by, evaluation)
        arrived, zone = _moment(arrived_at), agency_zone()
        terms = _terms(evaluation, arrived, zone)
        check_reason("reason", reason)
        items = _items(evaluation, targets)
        objection = _create(evaluation, arrived, zone, terms, reason)
        ObjectionItem.objects.bulk_create([_of(objection, item) for item in items])
        attach(objection, evidence, "employee", by)
        return _filed(objection, by, targets, evidence)

    return once(key, by, act)


def withdraw_objection(*, by: Actor, objection_id: int, key: Key = None) -> Receipt:
    """The employee takes the objection back; within the days a new one may be filed."""

    def act() -> Receipt:
        objection = locked(objection_id)
        capacity = checked(by, "withdraw", objection)
        saved(objection, "withdraw")
        for person in {objection.rater_id, objection.decider_id, objection.recommended_by_id}:
            tell(objection, person, "objection.withdrawn", gettext_noop("Keberatan %(name)s %(period)s dicabut"))
        then = _("Hasil menjadi final sesudah %s.") % long_date(objection.last_day)
        return recorded("objection.withdrawn", objection, by, capacity, {}, then)

    return once(key, by, act)


def attach(objection: Objection, evidence: Sequence[NewEvidence], side: str, by: Actor) -> None:
    """Keep the files of one side."""
    ObjectionEvidence.objects.bulk_create(
        ObjectionEvidence(
            objection=objection, side=side, title=item.title[:200], media_type=item.file.media_type,
            size=item.file.size, sha256=item.file.sha256, added_by_id=person_of(by),
        )
        for item in evidence[:MOST_FILES] if item.file
    )  # fmt: skip


def _locked(evaluation_id: int) -> Evaluation:
    found = Evaluation.objects.select_for_update(of=("self",)).select_related("plan__position", "period", "person")
    evaluation = found.filter(pk=evaluation_id).first()
    if evaluation is None:
        raise NotVisible
    return evaluation


def _moment(arrived_at: dt.datetime | None) -> dt.datetime:
    """A way longer than a slow upload is no way; then the present counts."""
    now = clock.database_now()
    return arrived_at if arrived_at and now - LONGEST_WAY <= arrived_at <= now else now


def _terms(evaluation: Evaluation, arrived: dt.datetime, zone: Zone) -> mapping.Terms:
    if evaluation.received_at is None or evaluation.state == "confirmed":
        raise Closed(_("Buka hasil ini dahulu; masa keberatan dihitung sejak hasil diterima."))
    terms = mapping.terms_of(zone.day(evaluation.received_at), zone.day(arrived))
    if not terms.is_in_time:
        raise Closed(
            _("Masa keberatan berakhir %(last)s pukul 23.59 %(zone)s. Permintaan ini tiba %(at)s, jadi tidak dapat "
              "diterima (PP 30/2019 Pasal 59).")
            % {"last": long_date(terms.last_day), "zone": zone.label, "at": stamp(arrived.astimezone(zone.info))}
        )  # fmt: skip
    if Objection.objects.filter(evaluation=evaluation).exclude(state="withdrawn").exists():
        raise Closed(_("Hasil ini sudah Anda ajukan keberatannya. Putusannya final."))
    if evaluation.state != "received":
        raise Closed(_("Hasil ini berstatus “%s” dan tidak dapat disanggah.") % evaluation.get_state_display())
    return terms


def _items(evaluation: Evaluation, targets: Sequence[Target]) -> list[ObjectionItem]:
    """Each target once, with the rating it had. Invalid: nothing chosen, or not part of this result."""
    ratings = dict(evaluation.items.values_list("result", "rating"))
    values = evaluation.behaviour_items or []
    found: dict[Target, ObjectionItem] = {}
    for target in targets:
        if target.kind == "predicate":
            found[target] = ObjectionItem(kind="predicate")
        elif target.kind == "result" and target.number in ratings:
            found[target] = ObjectionItem(kind="result", result_id=target.number, rating=ratings[target.number])
        elif target.kind == "behaviour" and target.number is not None and 1 <= target.number <= 7:
            rating = values[target.number - 1] if values else None
            found[target] = ObjectionItem(kind="behaviour", behaviour=target.number, rating=rating)
        else:
            raise Invalid({"targets": _("Pilihan ini tidak ada pada hasil Anda.")})
    if not found:
        raise Invalid({"targets": _("Pilih paling sedikit satu yang Anda nilai keliru.")})
    return list(found.values())


def _of(objection: Objection, item: ObjectionItem) -> ObjectionItem:
    item.objection = objection
    return item


def _create(
    evaluation: Evaluation, arrived: dt.datetime, zone: Zone, terms: mapping.Terms, reason: str
) -> Objection:  # fmt: skip
    rater = evaluation.rated_by_id or evaluation.rater_id
    result, behaviour = evaluation.result_rating, evaluation.behaviour_rating
    if rater is None or evaluation.predicate is None or result is None or behaviour is None:
        raise Closed(_("Hasil ini tidak lengkap, jadi tidak dapat disanggah di sini. Hubungi analis kepegawaian."))
    assert evaluation.received_at is not None and terms.decision_due_on is not None
    return Objection.objects.create(
        evaluation=evaluation, person_id=evaluation.person_id, unit_id=evaluation.unit_id,
        rater_id=rater,
        rater_superior_id=evaluation.confirmed_by_id or evaluation.rater_superior_id, reason=reason.strip(),
        arrived_at=arrived, received_on=zone.day(evaluation.received_at), last_day=terms.last_day,
        answer_due_on=_answer_due(zone.day(arrived)), decision_due_on=terms.decision_due_on, ruleset=terms.ruleset,
        ruleset_hash=terms.ruleset_hash, steps=terms.steps, predicate_before=evaluation.predicate,
        result_before=result, behaviour_before=behaviour,
        credit_before=credit_of_evaluation(evaluation, evaluation.predicate),
    )  # fmt: skip


def _answer_due(day: dt.date) -> dt.date | None:
    """Five working days; None while the year's calendar is not loaded: a right does not wait for a calendar."""
    try:
        return working_days_after(day, ANSWER_WITHIN)
    except Closed:
        return None


def _filed(objection: Objection, by: Actor, targets: Sequence[Target], evidence: Sequence[NewEvidence]) -> Receipt:
    payload = {
        "targets": [[target.kind, target.number] for target in targets],
        "evidence": [item.sha256 for item in evidence], "arrived_at": objection.arrived_at.isoformat(),
        "last_day": objection.last_day.isoformat(), "decision_due_on": objection.decision_due_on.isoformat(),
        "ruleset": objection.ruleset,
    }  # fmt: skip
    then = _("Penilai menanggapi; diputus pejabat lain paling lambat %s. Selama itu hasil belum final.") % long_date(
        objection.decision_due_on
    )
    receipt = recorded("objection.filed", objection, by, "employee", payload, then)
    Objection.objects.filter(pk=objection.pk).update(event_id=receipt.event_id)
    tell(objection, objection.rater_id, "objection.filed", gettext_noop("%(name)s berkeberatan atas hasil %(period)s"))
    return receipt
