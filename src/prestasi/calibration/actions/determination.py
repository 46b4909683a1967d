"""Putting a unit's results forward, and setting and releasing them all at once as the second person."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.accounts.models import User
from prestasi.accounts.step_up import Proof
from prestasi.audit.actions.record import once, record
from prestasi.calibration import permissions as gate
from prestasi.calibration.models import Determination
from prestasi.calibration.queries.determination import digest_of, off_pattern, ready_rows
from prestasi.calibration.queries.distribution import unit_patterns
from prestasi.calibration.queries.population import counted, population
from prestasi.calibration.states import DETERMINATION
from prestasi.core import clock, live, providers
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.performance.models import Evaluation, Period, RatingChange
from prestasi.performance.permissions.evaluation import person_of
from prestasi.performance.queries.words import period_words, predicate_word

Key = str | uuid.UUID | None
SHORTEST_REASON = 10
POOR = frozenset({4, 5})


def request_determination(
    *, by: Actor, unit_id: int, period_id: int, proof: Proof, reason: str = "", key: Key = None
) -> Receipt:
    """Put every confirmed result of the unit forward, frozen as it is; off the pattern a reason is asked for."""

    def act() -> Receipt:
        standing = gate.check_may_determine(by, unit_id)
        period = Period.objects.select_related("cycle").filter(pk=period_id).first()
        if period is None or period.state == Period.State.AHEAD:
            raise NotVisible
        found = _put_forward(by, unit_id, period, reason.strip())
        payload = {"period": period_id, "people": len(found.rows), "digest": found.digest, "factor": proof.kind}
        payload |= {"counts": found.counts, "warnings": found.warnings, "reason": found.reason}
        return record(
            "determination.requested", by=by, about=found, unit=unit_id, capacity=standing.capacity, payload=payload,
            next_step=_("Orang kedua menetapkan dan merilisnya."),
        )  # fmt: skip

    return once(key, by, act)


def _put_forward(by: Actor, unit_id: int, period: Period, reason: str) -> Determination:
    people = population(unit_id, period.pk)
    ready = ready_rows(people)
    if not ready:
        raise Closed(_("Tidak ada hasil yang siap ditetapkan di unit ini."))
    off = off_pattern(*unit_patterns(people, period.ends_on))
    if off and len(reason) < SHORTEST_REASON:
        raise Invalid({"reason": _("Sebaran tidak sesuai pola. Tulis alasannya, paling sedikit 10 huruf.")})
    rows = [[row.id, row.version, row.predicate] for row in ready]
    try:
        with transaction.atomic():
            return Determination.objects.create(
                unit_id=unit_id, period=period, rows=rows, counts=list(counted(ready)), digest=digest_of(rows),
                warnings=[f"{unit.group.name}: {unit.words}" for unit in off], reason=reason,
                requested_by_id=person_of(by), requested_at=clock.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Closed(_("Penetapan unit ini sudah diajukan dan menunggu orang kedua.")) from None


def determine(*, by: Actor, determination_id: int, proof: Proof, key: Key = None) -> Receipt:
    """Set and release what was put forward: every employee sees the result from now on and is told in one act.

    Raises Conflict when a rating moved since then: what was put forward is not what would be released.
    """

    def act() -> Receipt:
        found = _locked(by, determination_id)
        standing = gate.check_second_person(by, found)
        _check(found, "determine")
        rows = list(
            Evaluation.objects.select_for_update(of=("self",)).filter(pk__in=[row[0] for row in found.rows])
            .order_by("pk").values_list("pk", "lock_version", "predicate", "state", "released_at", "person_id")
        )  # fmt: skip
        _check_unmoved(found, rows)
        found.state = DETERMINATION["determine"].after(found.state)
        found.decided_by_id, found.decided_at = by.person_id, clock.now()
        found.save(update_fields=["state", "decided_by", "decided_at"])
        Evaluation.objects.filter(pk__in=[row[0] for row in rows]).update(released_at=found.decided_at)
        for pk, _version, predicate, *_rest in rows:
            if predicate in POOR:  # a first release withdraws nothing; only a poor result starts something
                providers.decided.collect(pk)
        tell_released({row[0]: row[5] for row in rows}, found.period)
        receipt = record(
            "determination.determined", by=by, about=found, unit=found.unit_id, capacity=standing.capacity,
            payload={"period": found.period_id, "people": len(rows), "digest": found.digest, "factor": proof.kind},
        )  # fmt: skip
        live.publish(f"unit:{found.unit_id}", {"kind": "determination.determined", "id": found.pk})
        return receipt

    return once(key, by, act)


def decline_determination(*, by: Actor, determination_id: int, reason: str, key: Key = None) -> Receipt:
    """The second person does not agree; nothing is released, the ratings may be worked on again."""

    def act() -> Receipt:
        found = _locked(by, determination_id)
        standing = gate.check_second_person(by, found)
        _check(found, "decline")
        if len(reason.strip()) < SHORTEST_REASON:
            raise Invalid({"reason": _("Tulis alasannya, paling sedikit 10 huruf.")})
        found.state = DETERMINATION["decline"].after(found.state)
        found.decided_by_id, found.decided_at = by.person_id, clock.now()
        found.decision_reason = reason.strip()
        found.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        return record(
            "determination.declined", by=by, about=found, unit=found.unit_id, capacity=standing.capacity,
            payload={"reason": found.decision_reason, "period": found.period_id},
        )  # fmt: skip

    return once(key, by, act)


def _locked(by: Actor, determination_id: int) -> Determination:
    rows = Determination.objects.select_for_update(of=("self",)).select_related("period__cycle")
    found = rows.filter(pk=determination_id).first()
    if found is None:
        raise NotVisible
    gate.check_may_read_unit(by, found.unit_id)
    return found


def _check(found: Determination, act: str) -> None:
    if not may_move(DETERMINATION, act, found.state):
        raise Closed(_("Pengajuan ini berstatus “%s”.") % found.get_state_display())


def _check_unmoved(found: Determination, rows: Sequence[tuple[object, ...]]) -> None:
    now = {row[0]: row for row in rows}
    moved = [
        pk for pk, version, predicate in found.rows
        if pk not in now or now[pk][1:5] != (version, predicate, "confirmed", None)
    ]  # fmt: skip
    if moved:
        message = _("%s penilaian berubah sejak diajukan. Ajukan lagi agar yang dirilis sama dengan yang diperiksa.")
        raise Conflict(message % len(moved), {})


def tell_released(people: dict[int, int], period: Period) -> None:
    """One notice for each employee, in their language, in one bulk act; a changed rating carries its reason."""
    languages = dict(User.objects.filter(person__in=people.values()).values_list("person", "language"))
    changes = {row.evaluation_id: row for row in RatingChange.objects.filter(evaluation__in=people).order_by("at")}
    notify_many(_notices(people, languages, changes, period))


def _notices(
    people: dict[int, int], languages: dict[int, str], changes: dict[int, RatingChange], period: Period
) -> Iterator[Notice]:
    for language in sorted({*languages.values(), "id"}):
        with translation.override(language):
            text = _("Hasil %s sudah ditetapkan") % period_words(period)
            for evaluation, person in people.items():
                if languages.get(person, "id") == language:
                    yield Notice(
                        person_id=person, kind="evaluation.confirmed", text=text, why=_why(changes.get(evaluation)),
                        url=f"/hasil/{evaluation}/", effect_key=f"evaluation.confirmed:{evaluation}",
                    )  # fmt: skip


def _why(change: RatingChange | None) -> str:
    if change is None:
        return ""
    before, after = predicate_word(change.predicate_before), predicate_word(change.predicate_after)
    return f"{change.get_basis_display()}: {before} → {after}. {change.reason}"[:200]
