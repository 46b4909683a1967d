"""Downloading events is itself an event."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.db import transaction

from prestasi.audit.actions.record import record
from prestasi.audit.permissions import check_can_search
from prestasi.audit.queries.search import Filters, Found, exported
from prestasi.core.above import rows_of
from prestasi.core.actor import Actor
from prestasi.core.receipt import Receipt

COLUMNS = ("nomor", "waktu", "jenis", "pelaku", "kapasitas", "atas_nama", "mengenai", "unit", "keterangan", "sidik")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def export_events(*, by: Actor, filters: Filters) -> tuple[Receipt, Iterator[str]]:
    """Record who takes which events, then hand the lines of the file over one by one."""
    check_can_search(by)
    with transaction.atomic():
        user = rows_of("accounts.User").get(pk=by.user_id or 0)
        payload = {"what": "events", "filters": filters.named()}
        receipt = record("data.exported", by=by, about=user, subject=by.person_id, payload=payload)
    return receipt, _lines(by, filters)


def _lines(by: Actor, filters: Filters) -> Iterator[str]:
    yield "\ufeff" + _row(COLUMNS)
    for event in exported(by, filters):
        yield _row(_cells(event))


def _cells(e: Found) -> tuple[str, ...]:
    return (
        e.number, e.at.isoformat(), e.kind, e.actor, e.capacity, e.on_behalf_of, e.subject, e.unit, e.sentence, e.hash
    )  # fmt: skip


def _row(cells: tuple[str, ...]) -> str:
    line = StringIO()
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
