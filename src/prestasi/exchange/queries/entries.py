"""An import of daily entries as a page: counts, rows of one kind, what can be done next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prestasi.core.actor import Actor
from prestasi.core.moves import may_move
from prestasi.exchange.entry_columns import LABELS
from prestasi.worklog.models import EntryImport, EntryImportRow
from prestasi.worklog.states import IMPORT

ROWS_PER_PAGE = 100
SHOWN_FIRST = ("error", "new", "same", "written")


@dataclass(frozen=True, slots=True)
class Fault:
    """A column in words, and what is wrong with it."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    on: str
    times: str
    activity: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """`after` is the row to go on behind, 0 when all are shown; `can` names the moves of this state."""

    id: int
    file_name: str
    size: int
    state: str
    state_label: str
    mode: str
    message: str
    at: dt.datetime
    applied_at: dt.datetime | None
    counts: dict[str, int]
    tabs: tuple[tuple[str, str, int], ...]
    chosen: str
    rows: tuple[Row, ...]
    after: int
    can: frozenset[str]

    @property
    def is_running(self) -> bool:
        return self.state in {"checking", "applying"}

    @property
    def total(self) -> int:
        return sum(self.counts.get(name, 0) for name in SHOWN_FIRST)


def import_page(batch: EntryImport, status: str = "", after: int = 0) -> ImportPage:
    """One statement for the rows."""
    labels = dict(EntryImportRow.Status.choices)
    counts = {name: int(batch.counts.get(name, 0)) for name in SHOWN_FIRST} | {"read": int(batch.counts.get("read", 0))}
    tabs = tuple((name, str(labels[name]), counts[name]) for name in SHOWN_FIRST if counts[name])
    chosen = status if status in labels else next((name for name, _label, _n in tabs), "")
    found = EntryImportRow.objects.filter(batch=batch, status=chosen, number__gt=after).order_by("number")
    rows = [_row(row) for row in found[: ROWS_PER_PAGE + 1]] if chosen else []
    return ImportPage(
        batch.pk, batch.file_name, batch.size, batch.state, str(batch.get_state_display()), batch.mode, batch.message,
        batch.created_at, batch.applied_at, counts, tabs, chosen, tuple(rows[:ROWS_PER_PAGE]),
        rows[ROWS_PER_PAGE - 1].number if len(rows) > ROWS_PER_PAGE else 0,
        frozenset(name for name in IMPORT if may_move(IMPORT, name, batch.state)),
    )  # fmt: skip


def my_imports(actor: Actor) -> list[EntryImport]:
    """The actor's last twenty files."""
    return list(EntryImport.objects.filter(created_by=actor.user_id).order_by("-created_at")[:20])


def _row(row: EntryImportRow) -> Row:
    cells = row.values.get("cells", row.values)
    times = "–".join(filter(None, (str(cells.get("starts", "")), str(cells.get("ends", "")))))
    faults = tuple(Fault(str(LABELS.get(m["column"], "")), m["text"]) for m in row.messages)
    return Row(row.number, str(cells.get("on", "")), times, str(cells.get("activity", "")), faults)
