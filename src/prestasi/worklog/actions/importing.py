"""Writing a checked import: by chunks that survive a stop, or all rows in one transaction."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from prestasi.accounts.models import User
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.formats import number
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.worklog.actions.judging import entry_of
from prestasi.worklog.actions.question import ask
from prestasi.worklog.models import Entry, EntryImport, EntryImportRow
from prestasi.worklog.permissions import check_may_import, import_or_404
from prestasi.worklog.states import IMPORT, ImportState

CHUNK = 1_000


class _Stopped(Exception):
    """A stop was asked for, or not everything can be written: what the open transaction holds is rolled back."""


def start_apply(
    *, by: Actor, batch_id: int, mode: str = EntryImport.Mode.GOOD, key: str | uuid.UUID | None = None
) -> Receipt:
    """Confirm a checked import, or go on with a stopped one; the writing itself is `run_apply`.

    Invalid in mode "all" while a row is wrong, and when there is nothing to write.
    """

    def act() -> Receipt:
        batch = _locked(by, batch_id, "apply")
        if not batch.counts.get("new"):
            raise Invalid({"": _("Tidak ada baris baru: semuanya sudah tercatat atau salah.")})
        if mode == EntryImport.Mode.ALL and (wrong := batch.counts.get("error", 0)):
            words = _("%(n)s baris salah. Betulkan lembarnya, atau pilih menulis baris yang benar saja.")
            raise Invalid({"mode": words % {"n": number(wrong)}})
        batch.state, batch.stop_asked, batch.mode, batch.message = ImportState.APPLYING, False, mode, ""
        batch.save(update_fields=["state", "stop_asked", "mode", "message"])
        return record(
            "worklog.imported", by=by, about=batch, subject=batch.person_id, capacity=_capacity(batch),
            payload={
                "file": batch.file_name, "sha256": batch.sha256, "mode": mode, "written": batch.counts["new"],
                "wrong": batch.counts.get("error", 0), "same": batch.counts.get("same", 0),
            },
        )  # fmt: skip

    return once(key, by, act)


def stop(*, by: Actor, batch_id: int) -> EntryImport:
    """Ask the check or the writing to stop after its present chunk; a second stop is nothing."""
    batch = import_or_404(by, batch_id)
    if not (may_move(IMPORT, "pause", batch.state) or may_move(IMPORT, "stop", batch.state)):
        raise Closed(_("Impor ini %(state)s.") % {"state": str(batch.get_state_display()).lower()})
    EntryImport.objects.filter(pk=batch.pk).update(stop_asked=True)
    batch.stop_asked = True
    return batch


def check_again(*, by: Actor, batch_id: int) -> EntryImport:
    """Go on with a paused check where it stood."""
    with transaction.atomic():
        batch = _locked(by, batch_id, "check_again")
        batch.state, batch.stop_asked = ImportState.CHECKING, False
        batch.save(update_fields=["state", "stop_asked"])
    return batch


def run_apply(batch_id: int) -> EntryImport:
    """Write the new rows. May run twice and after a kill: a written row is marked with the entry it became."""
    try:
        batch = EntryImport.objects.get(pk=batch_id)
        if batch.mode == EntryImport.Mode.ALL:
            with transaction.atomic():
                _write_all(batch_id)
        else:
            _write_all(batch_id)
    except _Stopped as why:
        stopped = EntryImport.objects.filter(pk=batch_id, state=ImportState.APPLYING)
        stopped.update(state=ImportState.STOPPED, message=str(why))
    return EntryImport.objects.get(pk=batch_id)


def _write_all(batch_id: int) -> None:
    while _write_chunk(batch_id):
        pass


def _write_chunk(batch_id: int) -> bool:
    """Write up to a thousand rows and mark them; whether there may be more."""
    with transaction.atomic():
        _alone(batch_id)
        batch = EntryImport.objects.get(pk=batch_id)
        if batch.state != ImportState.APPLYING:
            return False
        if batch.stop_asked:
            raise _Stopped
        rows = list(EntryImportRow.objects.filter(batch=batch, status="new").order_by("number")[:CHUNK])
        if not rows:
            _finish(batch)
            return False
        _write(batch, rows)
        ask({(row.values["person"], entry_of(row.values).on.replace(day=1)) for row in rows})
        if batch.mode != EntryImport.Mode.ALL:
            _count(batch)
    return True


def _alone(batch_id: int) -> None:
    """One writer per import, without a lock on its row, so that a stop can be asked for meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('worklog.import'), %s)", [batch_id])


def _write(batch: EntryImport, rows: Sequence[EntryImportRow]) -> None:
    """All at once; when somebody wrote in between, one by one, so that only the colliding rows stay behind."""
    try:
        with transaction.atomic():
            Entry.objects.bulk_create(_entries(batch, rows))
        done, failed = list(rows), list[EntryImportRow]()
    except IntegrityError:
        if batch.mode == EntryImport.Mode.ALL:
            raise _Stopped(_("Data berubah sesudah pemeriksaan: satu baris tidak dapat ditulis.")) from None
        done, failed = _one_by_one(batch, rows)
    EntryImportRow.objects.filter(pk__in=[row.pk for row in done]).update(status="written")
    EntryImportRow.objects.bulk_update(failed, ["status", "messages"])


def _one_by_one(
    batch: EntryImport, rows: Sequence[EntryImportRow]
) -> tuple[list[EntryImportRow], list[EntryImportRow]]:
    done, failed = list[EntryImportRow](), list[EntryImportRow]()
    for row in rows:
        try:
            with transaction.atomic():
                Entry.objects.bulk_create(_entries(batch, [row]))
            done.append(row)
        except IntegrityError:
            row.status = EntryImportRow.Status.ERROR
            words = _("Jam ini diisi catatan lain, atau periodenya ditutup, sesudah pemeriksaan.")
            row.messages = [{"column": "starts", "text": words}]
            failed.append(row)
    return done, failed


def _entries(batch: EntryImport, rows: Sequence[EntryImportRow]) -> Iterator[Entry]:
    owner = batch.person_id or User.objects.values_list("person", flat=True).get(pk=batch.created_by_id)
    for row in rows:
        entry = entry_of(row.values)
        yield Entry(
            person_id=row.values["person"], plan_id=row.values["plan"], result_id=entry.result_id, on=entry.on,
            starts=entry.starts, ends=entry.ends, activity=entry.activity, realisation=entry.realisation,
            unit_of_measure=entry.unit_of_measure, link=entry.link, source=Entry.Source.IMPORT, batch=batch,
            entered_by_id=owner,
        )  # fmt: skip


def _count(batch: EntryImport) -> None:
    found = Counter(EntryImportRow.objects.filter(batch=batch).values_list("status", flat=True))
    batch.counts = {**batch.counts, **{name: found[name] for name in EntryImportRow.Status.values}}
    batch.save(update_fields=["counts"])


def _finish(batch: EntryImport) -> None:
    _count(batch)
    batch.state, batch.applied_at = ImportState.APPLIED, clock.now()
    batch.save(update_fields=["state", "applied_at"])


def _locked(by: Actor, batch_id: int, act: str) -> EntryImport:
    import_or_404(by, batch_id)
    batch = EntryImport.objects.select_for_update().get(pk=batch_id)
    check_may_import(by, for_all=batch.person_id is None)
    if not may_move(IMPORT, act, batch.state):
        raise Closed(_("Impor ini %(state)s.") % {"state": str(batch.get_state_display()).lower()})
    return batch


def _capacity(batch: EntryImport) -> str:
    return "employee" if batch.person_id else "analyst"
