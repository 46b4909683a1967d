"""The dry run: read, clean, compare, stage. Nothing of the agency's data changes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed
from prestasi.exchange import states
from prestasi.exchange.actions.compare_siasn import compare
from prestasi.exchange.actions.cycles import mark_cycles
from prestasi.exchange.actions.upload import check_mapping
from prestasi.exchange.cleaning import Clean, Cleaner, clean_row
from prestasi.exchange.columns import KINDS
from prestasi.exchange.comparing import Context, Verdict, compare_staff, iso, take_reading
from prestasi.exchange.comparing_units import compare_units
from prestasi.exchange.models import ImportBatch, ImportRow
from prestasi.exchange.permissions import check_may_import
from prestasi.exchange.queries.known import known_people, known_units, number_owners, posts_in
from prestasi.exchange.queries.snapshots import latest_snapshot
from prestasi.exchange.reading.sheet import Unreadable, rows
from prestasi.exchange.staging import stage
from prestasi.people.mapping import NumberReading, read_numbers

CHUNK = 4_000
SUSPICIOUS_SHARE = 10
Progress = Callable[[int], None]


def start_check(
    *, by: Actor, batch_id: int, mapping: dict[str, int], effective_on: dt.date | None = None
) -> ImportBatch:
    """Take the chosen mapping and make the batch ready to be read; old verdicts are dropped."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        check_may_import(by, batch.kind)
        if batch.state not in states.TRANSITIONS["start_check"][0]:
            raise Closed(
                _("Impor ini %(state)s dan tidak diperiksa lagi.") % {"state": batch.get_state_display().lower()}
            )
        batch.mapping = check_mapping(batch.kind, mapping, len(batch.columns))
        batch.effective_on = effective_on or batch.effective_on or clock.today()
        batch.state, batch.message = states.CHECKING, ""
        batch.counts = {"header_row": batch.counts["header_row"], "read": 0}
        batch.save(update_fields=["mapping", "effective_on", "state", "message", "counts"])
        ImportRow.objects.filter(batch=batch).delete()
    return batch


def run_check(batch_id: int, progress: Progress | None = None) -> ImportBatch:
    """Read the whole sheet into verdicts. May run twice: it starts over. Progress is committed after every chunk."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state != states.CHECKING:
        return batch
    ImportRow.objects.filter(batch=batch).delete()
    try:
        counts = _read_all(batch, progress)
    except Unreadable as fault:
        ImportRow.objects.filter(batch=batch).delete()
        batch.state, batch.message = states.FAILED, str(fault)
        batch.save(update_fields=["state", "message"])
        return batch
    with transaction.atomic():
        finish(batch, counts)
        if batch.kind == "siasn" and latest_snapshot() == batch:
            compare(batch, _maker(batch))
    return batch


def _maker(batch: ImportBatch) -> Actor:
    """Whoever sent the sheet, for the event of a comparison that runs in the background."""
    user = batch.created_by
    return Actor(user.pk, user.person_id, str(user.person or user), role="analyst")


def finish(batch: ImportBatch, counts: Counter[str]) -> None:
    """Write the sums and what makes the whole sheet suspicious."""
    matched = counts["changed"] + counts["unchanged"] + counts["suspicious"]
    touched = counts["changed"] + counts["suspicious"]
    much = matched >= 10 and touched * 100 > SUSPICIOUS_SHARE * matched
    batch.counts = {**batch.counts, **counts, "read": sum(counts.values()), "touches_much": much}
    batch.state = states.CHECKED
    batch.save(update_fields=["counts", "state"])


def _read_all(batch: ImportBatch, progress: Progress | None) -> Counter[str]:
    columns = [column for column in KINDS[batch.kind] if column.name in batch.mapping]
    names = [column.name for column in columns]
    stream, cleaner = _data_rows(batch, [batch.mapping[name] for name in names]), Cleaner(tuple(columns))
    seen: dict[str, int] = {}
    judge = _judge(batch, seen)
    counts: Counter[str] = Counter()
    while chunk := list(islice(stream, CHUNK)):
        verdicts = judge([(number, cleaner.row(cells)) for number, cells in chunk])
        stage(batch.pk, verdicts)
        counts.update(verdict.status for verdict in verdicts)
        _tell(batch, sum(counts.values()), progress)
    if batch.kind == "staff":
        _settle_superiors(batch, seen, counts)
        mark_cycles(batch, counts)
    return +counts


def _data_rows(batch: ImportBatch, columns: list[int]) -> Iterator[tuple[int, list[str]]]:
    path = Path(settings.MEDIA_ROOT) / batch.file_path
    header = batch.counts["header_row"]
    return (row for row in rows(path, columns) if row[0] > header and any(cell.strip() for cell in row[1]))


def _tell(batch: ImportBatch, read: int, progress: Progress | None) -> None:
    batch.counts["read"] = read
    batch.save(update_fields=["counts"])
    if progress:
        progress(read)


Judge = Callable[[list[tuple[int, Clean]]], list[Verdict]]
DEGREES = ("title_before", "title_after")


def _judge(batch: ImportBatch, seen: dict[str, int]) -> Judge:
    makers = {"units": lambda: _units_judge(batch), "siasn": lambda: _siasn_judge(batch, seen)}
    return makers.get(batch.kind, lambda: _staff_judge(batch, seen))()


def _siasn_judge(batch: ImportBatch, seen: dict[str, int]) -> Judge:
    """Rows of SIASN are only read: the comparison comes after. An empty degree says that there is none."""
    day = batch.effective_on or clock.today()

    def judge(chunk: list[tuple[int, Clean]]) -> list[Verdict]:
        readings = _readings(chunk, day)
        verdicts = []
        for n, row in chunk:
            values = {**row.values, **{name: row.values[name] or "" for name in DEGREES if name in row.values}}
            verdict = Verdict(n, str(values.get("number") or ""), "unchanged", values, errors=list(row.errors))
            if n in readings:
                take_reading(verdict, readings[n])
                values["born_on"] = values.get("born_on") or iso(readings[n].born_on)
            _refuse_twins(verdict, seen)
            verdict.doubts.clear()
            verdicts.append(verdict.settle())
        return verdicts

    return judge


def _staff_judge(batch: ImportBatch, seen: dict[str, int]) -> Judge:
    """Rows of staff, a chunk at a time; `seen` collects number -> row of the whole sheet."""
    day = batch.effective_on or clock.today()
    units = known_units(day)

    def judge(chunk: list[tuple[int, Clean]]) -> list[Verdict]:
        numbers = [str(row.values["number"]) for _n, row in chunk if row.values.get("number")]
        superiors = {str(row.values["superior"]) for _n, row in chunk if row.values.get("superior")}
        found = {i for _n, row in chunk if (text := row.values.get("unit")) for i in units.find(text)}
        about = Context(
            day, units, known_people(numbers, day), posts_in(found, day), superiors, number_owners(superiors)
        )
        readings = _readings(chunk, day)
        verdicts = [compare_staff(n, row, readings.get(n), about) for n, row in chunk]
        for verdict in verdicts:
            _refuse_twins(verdict, seen)
        return verdicts

    return judge


def _readings(chunk: list[tuple[int, Clean]], day: dt.date) -> dict[int, NumberReading]:
    wanted = [(n, str(row.values["number"]), _born(row)) for n, row in chunk if row.values.get("number")]
    read = read_numbers([(number, born) for _n, number, born in wanted], day)
    return {n: reading for (n, _number, _born_on), reading in zip(wanted, read, strict=True)}


def _born(row: Clean) -> dt.date | None:
    text = row.values.get("born_on")
    return dt.date.fromisoformat(text) if text else None


def _refuse_twins(verdict: Verdict, seen: dict[str, int]) -> None:
    if not verdict.key:
        return
    first = seen.setdefault(verdict.key, verdict.number)
    if first != verdict.number:
        verdict.errors.append(("number", _("Nomor ini sudah ada di baris %(row)s.") % {"row": first}))
        verdict.settle()


def _settle_superiors(batch: ImportBatch, seen: dict[str, int], counts: Counter[str]) -> None:
    """Superiors that no row and no record has become errors, now that the whole sheet is known."""
    wanted = ImportRow.objects.filter(batch=batch, values__superior__isnull=False, values__superior_id__isnull=True)
    named = wanted.exclude(status="error").values_list("pk", KT("values__superior")).iterator(chunk_size=10_000)
    missing = list(ImportRow.objects.filter(pk__in=[pk for pk, number in named if number not in seen]))
    for row in missing:
        words = _("NIP atasan %(number)s tidak ada di lembar ini dan tidak dikenal.")
        text = words % {"number": row.values["superior"]}
        row.messages = [*row.messages, {"level": "error", "column": "superior", "text": text}]
        counts[row.status] -= 1
        counts["error"] += 1
        row.status = "error"
    ImportRow.objects.bulk_update(missing, ["messages", "status"], batch_size=1_000)


def _units_judge(batch: ImportBatch) -> Judge:
    day = batch.effective_on or clock.today()
    known, seen = known_units(day), {}  # type: ignore[var-annotated]

    def judge(chunk: list[tuple[int, Clean]]) -> list[Verdict]:
        return [compare_units(n, row, known, seen, day) for n, row in chunk]

    return judge


def recheck(batch: ImportBatch, row: ImportRow, cells: dict[str, str]) -> dict[str, Any]:
    """A corrected row through the same cleaning and comparison; returns the fields to store."""
    columns = tuple(column for column in KINDS[batch.kind] if column.name in {*batch.mapping, *cells})
    others = ImportRow.objects.filter(batch=batch).exclude(pk=row.pk)
    cleaned = clean_row(cells, columns)
    key = str(cleaned.values.get("number") or cleaned.values.get("code") or "")
    seen = dict(others.filter(key=key).values_list("key", "number")) if key else {}
    judge = _judge(batch, seen)
    verdict = judge([(row.number, cleaned)])[0]
    values = {name: value for name, value in verdict.values.items() if value is not None}
    return {
        "status": verdict.status, "key": verdict.key[:80], "values": values, "changes": verdict.changes,
        "messages": verdict.messages(),
    }  # fmt: skip
