"""Circles in the reporting lines as they would be after the import: sheet and existing lines together."""

from __future__ import annotations

from collections import Counter

from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.exchange.models import ImportBatch, ImportRow
from prestasi.exchange.queries.known import current_lines

Key = int | str


def mark_cycles(batch: ImportBatch, counts: Counter[str]) -> None:
    """Every row whose new line is part of a circle becomes an error that names the circle by rows."""
    up: dict[Key, Key] = dict(current_lines(batch.effective_on or clock.today()).items())
    rows = _lay_sheet(batch, up)
    if not rows:
        return
    marked = []
    for circle in circles(up):
        told = " → ".join(_label(key, rows) for key in [*circle, circle[0]])
        marked += [(rows[key], told) for key in circle if key in rows]
    _mark(batch, marked, counts)


def circles(up: dict[Key, Key]) -> list[list[Key]]:
    """All circles of a "who is above whom" table, each once."""
    done: dict[Key, int] = {}
    found = []
    for turn, start in enumerate(up):
        key: Key | None = start
        walked: list[Key] = []
        while key is not None and key not in done:
            done[key] = turn
            walked.append(key)
            key = up.get(key)
        if key is not None and done[key] == turn and key in walked:
            found.append(walked[walked.index(key) :])
    return found


def _lay_sheet(batch: ImportBatch, up: dict[Key, Key]) -> dict[Key, int]:
    """Put the sheet's lines over the existing ones; person -> row number of those that changed."""
    fields = ("number", "key", KT("values__person_id"), KT("values__superior"), KT("values__superior_id"))
    staged = ImportRow.objects.filter(batch=batch).exclude(status__in=("error", "skipped"))
    ids: dict[str, int] = {}
    lines = []
    for number, key, person, superior, superior_id in staged.values_list(*fields).iterator(chunk_size=10_000):
        if person:
            ids[key] = int(person)
        if superior:
            lines.append((number, key, superior, int(superior_id or 0)))
    rows: dict[Key, int] = {}
    for number, key, superior, superior_id in lines:
        person_key: Key = ids.get(key, key)
        up[person_key] = superior_id or ids.get(superior, superior)
        rows[person_key] = number
    return rows


def _label(key: Key, rows: dict[Key, int]) -> str:
    return _("baris %(row)s") % {"row": rows[key]} if key in rows else _("pegawai tercatat")


def _mark(batch: ImportBatch, marked: list[tuple[int, str]], counts: Counter[str]) -> None:
    told = dict(marked)
    wrong = list(ImportRow.objects.filter(batch=batch, number__in=told))
    for row in wrong:
        text = _("Garis atasan berputar: %(circle)s.") % {"circle": told[row.number]}
        row.messages = [*row.messages, {"level": "error", "column": "superior", "text": text}]
        counts[row.status] -= 1
        counts["error"] += 1
        row.status = "error"
    ImportRow.objects.bulk_update(wrong, ["messages", "status"], batch_size=1_000)
