"""Taking in a file of daily entries and checking it; the verdicts and the writing are `prestasi.worklog`'s."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotVisible
from prestasi.exchange.actions.upload import keep_file
from prestasi.exchange.columns import guess, header_row
from prestasi.exchange.entry_columns import ENTRIES
from prestasi.exchange.reading import ics
from prestasi.exchange.reading.sheet import Unreadable, first_rows, rows
from prestasi.worklog.actions.judging import Judge, counted
from prestasi.worklog.models import EntryImport, EntryImportRow
from prestasi.worklog.permissions import check_may_import
from prestasi.worklog.queries.facts import one_result
from prestasi.worklog.states import ImportState

CHUNK = 1_000
Cells = dict[str, str]


def upload_entries(
    *, by: Actor, name: str, chunks: Iterable[bytes], for_all: bool = False, default_result_id: int | None = None,
    first_at: dt.time | None = None,
) -> EntryImport:  # fmt: skip
    """A batch ready to be checked. Invalid (field `file`) for anything but a sheet with its columns or a calendar."""
    person = check_may_import(by, for_all=for_all)
    if by.user_id is None:
        raise NotVisible
    if default_result_id and (person is None or one_result(person, default_result_id) is None):
        raise Invalid({"default_result": _("Pilih rencana aksi dari rencana kinerja Anda.")})
    path, digest, size = keep_file(chunks)
    try:
        counts = {} if ics.is_calendar(path) else _heads(path, for_all)
    except Unreadable as fault:
        path.unlink(missing_ok=True)
        raise Invalid({"file": str(fault)}) from fault
    return EntryImport.objects.create(
        person_id=person, file_name=Path(name).name[:200], file_path=str(path.relative_to(settings.MEDIA_ROOT)),
        sha256=digest, size=size, default_result_id=default_result_id, first_at=first_at, counts=counts,
        created_by_id=by.user_id,
    )  # fmt: skip


def _heads(path: Path, for_all: bool) -> dict[str, object]:
    """Row of the headings and which column is what. Unreadable when a needed one is missing."""
    number, heads = header_row(first_rows(path), ENTRIES)
    mapping = guess([head.strip() for head in heads], ENTRIES)
    needed = [c for c in ENTRIES if c.required or (for_all and c.name == "number")]
    missing = [str(column.label) for column in needed if column.name not in mapping]
    if missing:
        words = _("Kolom %(list)s tidak ditemukan. Beri judul kolomnya demikian, atau pakai templat.")
        raise Unreadable(words % {"list": ", ".join(missing)})
    return {"header_row": number, "columns": mapping}


def run_entry_check(batch_id: int) -> EntryImport:
    """Judge every row. May run twice, after a stop and after a kill: it goes on behind the last judged row."""
    batch = EntryImport.objects.get(pk=batch_id)
    if batch.state != ImportState.CHECKING:
        return batch
    try:
        done = _judge_all(batch)
    except Unreadable as fault:
        EntryImportRow.objects.filter(batch=batch).delete()
        batch.state, batch.message = ImportState.FAILED, str(fault)
        batch.save(update_fields=["state", "message"])
        return batch
    batch.state = ImportState.CHECKED if done else ImportState.PAUSED
    batch.save(update_fields=["state"])
    return batch


def _judge_all(batch: EntryImport) -> bool:
    """Whether the file was read to its end; False when a stop was asked for."""
    judge, last = _resumed(batch)
    stream = (row for row in _cells(batch) if row[0] > last)
    with contextlib.closing(stream):
        while chunk := list(islice(stream, CHUNK)):
            verdicts = judge.judge(chunk)
            EntryImportRow.objects.bulk_create(verdicts)
            _tell(batch, verdicts)
            if EntryImport.objects.filter(pk=batch.pk, stop_asked=True).exists():
                return False
    return True


def _resumed(batch: EntryImport) -> tuple[Judge, int]:
    judge = Judge(batch)
    known = EntryImportRow.objects.filter(batch=batch).order_by("number")
    judge.remember(list(known.filter(status="new")))
    counts = counted(list(known.only("status")))
    batch.counts = {**batch.counts, **counts, "read": sum(counts.values())}
    return judge, known.values_list("number", flat=True).last() or 0


def _tell(batch: EntryImport, verdicts: list[EntryImportRow]) -> None:
    found = counted(verdicts)
    batch.counts = {**batch.counts, "read": batch.counts.get("read", 0) + len(verdicts)} | {
        name: batch.counts.get(name, 0) + found[name] for name in ("new", "same", "error")
    }
    batch.save(update_fields=["counts"])


def _cells(batch: EntryImport) -> Iterator[tuple[int, Cells]]:
    path = Path(settings.MEDIA_ROOT) / batch.file_path
    if "columns" not in batch.counts:
        yield from ics.rows(path, clock.today())
        return
    names, header = list(batch.counts["columns"]), batch.counts["header_row"]
    for number, cells in rows(path, [batch.counts["columns"][name] for name in names]):
        if number > header and any(cell.strip() for cell in cells):
            yield number, dict(zip(names, cells, strict=True))
