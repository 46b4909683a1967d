"""The determination of credit points (PAK): frozen by one officer, determined by a second one, closed from then on."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prestasi.accounts.step_up import Proof
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.credit import permissions as gate
from prestasi.credit.actions.common import Key, check_reason, check_state, decide, lock_person, locked, tell, unit_of
from prestasi.credit.models import Determination
from prestasi.credit.queries.pak import Frozen, freeze, identity_of, is_last
from prestasi.credit.states import DETERMINATION
from prestasi.people.models import ReportingLine
from prestasi.performance.permissions.evaluation import person_of


def request_determination(
    *, by: Actor, person_id: int, number: str, proof: Proof, reason: str = "", replaces: int | None = None,
    key: Key = None,
) -> Receipt:  # fmt: skip
    """Freeze the account up to its last counted year under the agency's own number.

    `replaces` is the PAK in force that is corrected, for the same period, with a reason. Raises Closed when there is
    nothing new to determine or another one waits.
    """

    def act() -> Receipt:
        gate.check_may_keep(by, person_id)
        lock_person(person_id)
        if not 1 <= len(number.strip()) <= 80:
            raise Invalid({"number": _("Tulis nomor PAK yang akan terbit.")})
        former = _former(person_id, replaces, reason)
        frozen = freeze(person_id, former)
        if frozen is None:
            raise Closed(_("Belum ada yang dapat ditetapkan: tidak ada konversi baru di atas saldo yang berlaku."))
        row = _put_forward(by, frozen, number.strip(), reason.strip(), former)
        words = gettext_noop("PAK %(name)s menunggu penetapan Anda")
        tell(_superior(person_id), "credit.pak_requested", words, row, reverse("credit:pak", args=[row.pk]))
        return record(
            "credit.pak_requested", by=by, about=row, subject=person_id, unit=row.unit_id, capacity="analyst",
            payload=_payload(row) | {"factor": proof.kind, "reason": row.reason},
            next_step=_("Pejabat penilai atau atasannya menetapkannya."),
        )  # fmt: skip

    return once(key, by, act)


def _former(person_id: int, replaces: int | None, reason: str) -> Determination | None:
    """The PAK that is corrected: the last one in force."""
    if replaces is None:
        return None
    former = Determination.objects.filter(pk=replaces, person=person_id).first()
    if former is None:
        raise NotVisible
    check_state(DETERMINATION, "replace", former)
    if not is_last(former):
        raise Closed(_("Di atas PAK ini sudah ada PAK lain. Hanya PAK terakhir yang dapat diganti."))
    check_reason(reason)
    return former


def _put_forward(by: Actor, frozen: Frozen, number: str, reason: str, former: Determination | None) -> Determination:
    ledger, origin = frozen.ledger, frozen.ledger.origin
    assert origin is not None and ledger.stood is not None
    person = frozen.source.person
    stands_on = {"opening_id" if origin.kind == "opening" else "previous_id": origin.id}
    figures = frozen.figures
    try:
        with transaction.atomic():
            return Determination.objects.create(
                person=person, number=number, since=frozen.since, until=frozen.until, level=ledger.stood.level,
                rank=ledger.stood.rank, degree=frozen.degree, points=sum(ledger.by_origin.values()), reason=reason,
                unit_id=unit_of(person.pk), replaces=former, rows=frozen.rows, digest=frozen.digest,
                snapshot={"figures": figures, "person": identity_of(frozen.source, clock.today())},
                requested_by_id=person_of(by), requested_at=clock.now(), **stands_on, **ledger.by_origin,
            )  # fmt: skip
    except IntegrityError as refused:
        if "number_once" in str(refused):
            raise Invalid({"number": _("Nomor ini sudah dipakai PAK lain.")}) from None
        raise Closed(_("PAK pegawai ini sudah diajukan dan menunggu penetapan.")) from None


def _superior(person_id: int) -> int | None:
    lines = ReportingLine.objects.on(clock.today()).filter(person=person_id)
    return lines.values_list("superior", flat=True).first()


def _payload(row: Determination) -> dict[str, object]:
    return {
        "number": row.number, "since": row.since.isoformat(), "until": row.until.isoformat(), "points": row.points,
        "level": row.level, "rank": row.rank, "digest": row.digest, "replaces": row.replaces_id,
    }  # fmt: skip


def determine(*, by: Actor, determination_id: int, proof: Proof, key: Key = None) -> Receipt:
    """Sign what was frozen. Conflict when a predicate, a balance or a career fact moved since it was put forward."""

    def act() -> Receipt:
        row = locked(by, Determination, determination_id)
        capacity = decide(by, DETERMINATION, "determine", row)
        frozen = freeze(row.person_id, row.replaces)
        if frozen is None or frozen.digest != row.digest:
            raise Conflict(_("Angkanya berubah sejak diajukan. Tolak, lalu minta analis mengajukannya lagi."))
        if row.replaces_id:
            Determination.objects.filter(pk=row.replaces_id).update(state=DETERMINATION["replace"].to)
        row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        words = gettext_noop("Angka kredit Anda ditetapkan, PAK %(number)s")
        tell(row.person_id, "credit.pak_determined", words, row, reverse("credit:pak", args=[row.pk]))
        return record(
            "credit.pak_determined", by=by, about=row, subject=row.person_id, unit=row.unit_id, capacity=capacity,
            payload=_payload(row) | {"factor": proof.kind}, next_step=_("Dokumen PAK dapat diterbitkan."),
        )  # fmt: skip

    return once(key, by, act)


def decline_determination(*, by: Actor, determination_id: int, reason: str, key: Key = None) -> Receipt:
    """The second person does not sign; the account stays as it was and may be put forward again."""

    def act() -> Receipt:
        row = locked(by, Determination, determination_id)
        capacity = decide(by, DETERMINATION, "decline", row, reason)
        check_reason(reason)
        row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        words = gettext_noop("PAK %(name)s tidak disetujui")
        tell(row.requested_by_id, "credit.pak_declined", words, row, reverse("credit:pak", args=[row.pk]))
        return record(
            "credit.pak_declined", by=by, about=row, subject=row.person_id, unit=row.unit_id, capacity=capacity,
            payload={"reason": row.decision_reason},
        )  # fmt: skip

    return once(key, by, act)
