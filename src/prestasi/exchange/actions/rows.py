"""Mending the dry run in the page: correct one row, skip one, skip all that are wrong."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotVisible
from prestasi.exchange import states
from prestasi.exchange.actions.check import finish, recheck
from prestasi.exchange.actions.cycles import mark_cycles
from prestasi.exchange.models import ImportBatch, ImportRow
from prestasi.exchange.permissions import batch_or_404, check_may_import


def fix_row(*, by: Actor, batch_id: int, number: int, cells: dict[str, str]) -> ImportRow:
    """Check a row again with other values for its mapped columns."""
    with transaction.atomic():
        batch, row = _row(by, batch_id, number)
        for name, value in recheck(batch, row, cells).items():
            setattr(row, name, value)
        row.save()
        _recount(batch)
        row.refresh_from_db()
    return row


def skip_row(*, by: Actor, batch_id: int, number: int) -> None:
    """Leave a row out."""
    with transaction.atomic():
        batch, row = _row(by, batch_id, number)
        row.status = "skipped"
        row.save(update_fields=["status"])
        _recount(batch)


def skip_errors(*, by: Actor, batch_id: int) -> int:
    """Leave out every row that is wrong; how many."""
    with transaction.atomic():
        batch = _open_batch(by, batch_id)
        count = ImportRow.objects.filter(batch=batch, status="error").update(status="skipped")
        _recount(batch)
    return count


def _open_batch(by: Actor, batch_id: int) -> ImportBatch:
    check_may_import(by, batch_or_404(by, batch_id).kind)
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state not in states.TRANSITIONS["fix"][0]:
        raise Closed(
            _("Impor ini %(state)s; barisnya tidak diubah lagi.") % {"state": batch.get_state_display().lower()}
        )
    return batch


def _row(by: Actor, batch_id: int, number: int) -> tuple[ImportBatch, ImportRow]:
    batch = _open_batch(by, batch_id)
    row = ImportRow.objects.filter(batch=batch, number=number).first()
    if row is None:
        raise NotVisible
    return batch, row


def _recount(batch: ImportBatch) -> None:
    groups = ImportRow.objects.filter(batch=batch).values_list("status").annotate(n=Count("id"))
    counts: Counter[str] = Counter(dict(groups))
    if batch.kind == "staff":
        mark_cycles(batch, counts)
    batch.counts = {"header_row": batch.counts["header_row"]}
    finish(batch, +counts)
