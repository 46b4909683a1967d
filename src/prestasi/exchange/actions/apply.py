"""Applying a checked batch in one transaction, and taking it back in one step."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.formats import number
from prestasi.core.receipt import Receipt
from prestasi.exchange import states
from prestasi.exchange.actions.apply_staff import apply_staff
from prestasi.exchange.actions.apply_units import apply_units
from prestasi.exchange.actions.effects import check_references, count_changed, delete_created, restore_changed, run
from prestasi.exchange.models import ImportBatch, ImportEffect
from prestasi.exchange.permissions import batch_or_404, check_may_import

# Children before parents, so that created rows go away without breaking references.
TABLES = (
    "people_education", "people_reportingline", "people_rankrecord", "people_assignment", "people_identitynumber",
    "organization_position", "people_person", "organization_unitversion", "organization_unit",
)  # fmt: skip


def apply_batch(*, by: Actor, batch_id: int, confirmed: bool = False, key: str | None = None) -> Receipt:
    """Write every new, changed and confirmed row, or nothing.

    Refused while rows are wrong (fix or skip them), and without `confirmed` when rows or the sheet are suspicious.
    """

    def act() -> Receipt:
        batch = _locked(by, batch_id, "apply")
        _check_ready(batch, confirmed)
        source = _("Impor %(number)s: %(file)s") % {"number": batch.pk, "file": batch.file_name}
        _write(batch, source[:200])
        batch.state, batch.applied_at = states.APPLIED, clock.database_now()
        batch.save(update_fields=["state", "applied_at"])
        counts = {name: batch.counts.get(name, 0) for name in ("new", "changed", "suspicious", "skipped", "unchanged")}
        payload = {"kind": batch.kind, "file": batch.file_name, "sha256": batch.sha256, **counts}
        return record(
            "import.applied", by=by, about=batch, payload=payload,
            next_step=_("Dapat dibatalkan satu langkah selama barisnya belum diubah orang lain."),
        )  # fmt: skip

    return once(key, by, act)


def undo_batch(*, by: Actor, batch_id: int, reason: str, key: str | None = None) -> Receipt:
    """Put every row back as it was before the batch; refused as a whole when any was changed or used since."""

    def act() -> Receipt:
        batch = _locked(by, batch_id, "undo")
        if not reason.strip():
            raise Invalid({"reason": _("Tulis alasan pembatalan.")})
        _check_untouched(batch)
        _put_back(batch)
        batch.state, batch.undone_at = states.UNDONE, clock.database_now()
        batch.save(update_fields=["state", "undone_at"])
        ImportEffect.objects.filter(batch=batch).delete()
        return record("import.undone", by=by, about=batch, payload={"file": batch.file_name, "reason": reason.strip()})

    return once(key, by, act)


def _locked(by: Actor, batch_id: int, transition: str) -> ImportBatch:
    check_may_import(by, batch_or_404(by, batch_id).kind)
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state not in states.TRANSITIONS[transition][0]:
        raise Closed(_("Impor ini %(state)s.") % {"state": batch.get_state_display().lower()})
    return batch


def _check_ready(batch: ImportBatch, confirmed: bool) -> None:
    counts = batch.counts
    if wrong := counts.get("error", 0):
        raise Invalid({"": _("Masih ada %(n)s baris galat. Perbaiki atau lewati dahulu.") % {"n": number(wrong)}})
    if not counts.get("new", 0) + counts.get("changed", 0) + counts.get("suspicious", 0):
        raise Invalid({"": _("Tidak ada yang perlu diterapkan; semua baris sama dengan data.")})
    if (counts.get("suspicious") or counts.get("touches_much")) and not confirmed:
        raise Invalid({"confirmed": _("Lembar ini perlu dicek. Centang bahwa perubahannya memang dimaksud.")})


def _write(batch: ImportBatch, source: str) -> None:
    """Run the statements; a collision with data that changed since the dry run is told, not half-applied."""
    try:
        with transaction.atomic():
            if batch.kind == "staff":
                apply_staff(batch.pk, source)
            else:
                apply_units(batch.pk, source, batch.effective_on)
            check_references()
    except IntegrityError as error:
        raise Conflict(
            _("Data berubah sejak pemeriksaan, sehingga impor ini bertabrakan. Periksa ulang lembarnya. (%(what)s)")
            % {"what": _constraint(error)}
        ) from error


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or type(error).__name__)


def _check_untouched(batch: ImportBatch) -> None:
    for table in TABLES:
        if changed := count_changed(table, batch.pk):
            words = _(
                "Impor ini tidak dapat dibatalkan: %(n)s data (%(what)s) sudah diubah sesudahnya. "
                "Perbaiki lewat kartu pegawai atau impor baru."
            )
            raise Closed(words % {"n": number(changed), "what": _table_words().get(table, table)})


def _table_words() -> dict[str, str]:
    return {
        "people_person": _("pegawai"), "people_assignment": _("penempatan"), "people_reportingline": _("garis atasan"),
        "people_rankrecord": _("golongan"), "organization_position": _("jabatan"),
        "organization_unitversion": _("unit"), "people_identitynumber": _("nomor induk"),
    }  # fmt: skip


def _put_back(batch: ImportBatch) -> None:
    try:
        with transaction.atomic():
            run("SET CONSTRAINTS ALL DEFERRED", batch.pk)
            for table in TABLES:
                delete_created(table, batch.pk)
            for table in TABLES:
                restore_changed(table, batch.pk)
            check_references()
    except IntegrityError as error:
        words = _("Impor ini tidak dapat dibatalkan: datanya sudah dipakai bagian lain, misalnya rencana atau akun.")
        raise Closed(words) from error
