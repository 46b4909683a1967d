"""The list of imports, one import with a page of its rows, one row to correct."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from prestasi.exchange.columns import KINDS, Column
from prestasi.exchange.models import ImportBatch, ImportRow
from prestasi.people.queries.labels import rank_label

ROWS_PER_PAGE = 50
SHOWN_FIRST = ("error", "suspicious", "changed", "new", "unchanged", "skipped")
MOST_BATCHES = 50


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One line of the list of imports."""

    id: int
    file_name: str
    kind: str
    state: str
    state_label: str
    by: str
    at: dt.datetime
    rows: int
    written: int


@dataclass(frozen=True, slots=True)
class Message:
    column: str
    text: str
    level: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that was refused: the name of its column, the label, and what is written there."""

    column: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One staged row: what it is about, what would change, what is wrong with it and in which cells."""

    number: int
    key: str
    name: str
    status: str
    changes: tuple[tuple[str, str, str], ...]
    messages: tuple[Message, ...]
    wrong: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One import. `tabs` are (status, label, count) of those that occur."""

    id: int
    kind: str
    kind_label: str
    state: str
    state_label: str
    file_name: str
    size: int
    sha256: str
    effective_on: dt.date
    counts: dict[str, Any]
    message: str
    tabs: tuple[tuple[str, str, int], ...]
    chosen: str
    rows: tuple[RowLine, ...]
    after: int
    by: str
    at: dt.datetime
    applied_at: dt.datetime | None
    undone_at: dt.datetime | None
    needs_yes: bool
    wrong: int
    to_write: int


def batches() -> list[BatchRow]:
    """The latest imports of the agency."""
    found = ImportBatch.objects.select_related("created_by__person").order_by("-id")[:MOST_BATCHES]
    return [
        BatchRow(
            b.pk, b.file_name, b.get_kind_display(), b.state, b.get_state_display(), _who(b), b.created_at,
            b.counts.get("read", 0), _to_write(b.counts),
        )
        for b in found
    ]  # fmt: skip


def _who(batch: ImportBatch) -> str:
    person = batch.created_by.person
    return person.full_name if person else batch.created_by.username


def _to_write(counts: dict[str, Any]) -> int:
    return sum(int(counts.get(name, 0)) for name in ("new", "changed", "suspicious"))


def batch_page(batch: ImportBatch, status: str = "", after: int = 0) -> BatchPage:
    """The import with fifty rows of one status, the worst status first."""
    counts = batch.counts
    labels = dict(ImportRow.Status.choices)
    tabs = tuple((name, str(labels[name]), int(counts[name])) for name in SHOWN_FIRST if counts.get(name))
    chosen = status if status in labels else next((name for name, _label, _n in tabs), "")
    rows = _rows(batch, chosen, after) if chosen else ()
    last = rows[ROWS_PER_PAGE - 1].number if len(rows) > ROWS_PER_PAGE else 0
    return BatchPage(
        id=batch.pk, kind=batch.kind, kind_label=batch.get_kind_display(), state=batch.state,
        state_label=batch.get_state_display(), file_name=batch.file_name, size=batch.size, sha256=batch.sha256,
        effective_on=batch.effective_on or batch.created_at.date(), counts=counts, message=batch.message, tabs=tabs,
        chosen=chosen, rows=rows[:ROWS_PER_PAGE], after=last,
        by=_who(batch), at=batch.created_at, applied_at=batch.applied_at, undone_at=batch.undone_at,
        needs_yes=bool(counts.get("suspicious") or counts.get("touches_much")), wrong=int(counts.get("error", 0)),
        to_write=_to_write(counts),
    )  # fmt: skip


def _rows(batch: ImportBatch, status: str, after: int) -> tuple[RowLine, ...]:
    found = ImportRow.objects.filter(batch=batch, status=status, number__gt=after).order_by("number")
    labels = {column.name: str(column.label) for column in KINDS[batch.kind]} | {"post": _("Jabatan")}
    columns = {column.name: column for column in KINDS[batch.kind]}
    return tuple(_line(row, labels, columns) for row in found[: ROWS_PER_PAGE + 1])


def all_lines(batch: ImportBatch, status: str = "") -> Iterator[tuple[str, RowLine]]:
    """Every row of an import with its status in words, for a file; all statuses when none is asked for."""
    found = ImportRow.objects.filter(batch=batch).order_by("number")
    words = {name: str(label) for name, label in ImportRow.Status.choices}
    labels = {column.name: str(column.label) for column in KINDS[batch.kind]} | {"post": _("Jabatan")}
    rows = found.filter(status=status) if status in words else found
    return ((words[row.status], _line(row, labels)) for row in rows.iterator(1_000))


def _line(row: ImportRow, labels: dict[str, str], columns: Mapping[str, Column] | None = None) -> RowLine:
    changes = tuple((labels.get(name, name), old, new) for name, (old, new) in row.changes.items())
    messages = tuple(Message(labels.get(m["column"], ""), m["text"], m["level"]) for m in row.messages)
    wrong = tuple(
        Cell(name, labels[name], _shown(row, columns[name])) for name in _refused(row) if columns and name in columns
    )  # fmt: skip
    return RowLine(row.number, row.key, str(row.values.get("name") or ""), row.status, changes, messages, wrong)


def _refused(row: ImportRow) -> list[str]:
    """Columns with an error, each once, in the order of the messages."""
    return list(dict.fromkeys(m["column"] for m in row.messages if m["level"] == "error"))


def row_to_fix(batch: ImportBatch, number: int) -> tuple[RowLine, list[tuple[Column, str]]] | None:
    """A row with the texts of its mapped columns and of those that are wrong; None when there is no such row."""
    row = ImportRow.objects.filter(batch=batch, number=number).first()
    if row is None:
        return None
    labels = {column.name: str(column.label) for column in KINDS[batch.kind]} | {"post": _("Jabatan")}
    asked = {*batch.mapping, *_refused(row)}
    columns = [column for column in KINDS[batch.kind] if column.name in asked]
    return _line(row, labels), [(column, _shown(row, column)) for column in columns]


def _shown(row: ImportRow, column: Column) -> str:
    written = row.values.get("as_written", {}).get(column.name)
    value = row.values.get(column.name) if written is None else written
    if column.kind == "rank" and isinstance(value, list):
        return rank_label(*value)
    return "" if value is None else str(value)
