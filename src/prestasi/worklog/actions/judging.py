"""The check of an import: every row read and compared with what is written down. Writes no entry."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from prestasi.people.models import IdentityNumber
from prestasi.worklog.checks import NewEntry, faults, minutes_between, overlap_words
from prestasi.worklog.models import Entry, EntryImport, EntryImportRow
from prestasi.worklog.queries.facts import PlanResult, closed_quarters, frame_of, results_of
from prestasi.worklog.reading import Cells, Reading, Unreadable, find_result, read_row

HOUR = 60
Taken = tuple[dt.time, dt.time, str, int]
"""From, until, activity, and the row that says so (0: already written down)."""


@dataclass(slots=True)
class Judge:
    """Judges rows chunk by chunk; remembers the times of earlier rows, so that a file cannot contradict itself."""

    batch: EntryImport
    taken: dict[tuple[int, dt.date], list[Taken]] = field(default_factory=lambda: defaultdict(list))
    known_days: set[tuple[int, dt.date]] = field(default_factory=set)
    results: dict[int, list[PlanResult]] = field(default_factory=dict)
    closed: dict[int, list[tuple[dt.date, dt.date]]] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)

    def judge(self, chunk: Sequence[tuple[int, Cells]]) -> list[EntryImportRow]:
        """One verdict per row, in order. Four statements for any number of rows."""
        read = [(number, cells, _read(cells)) for number, cells in chunk]
        self._learn([(cells, row) for _n, cells, row in read if isinstance(row, Reading)])
        return [self._verdict(number, cells, row) for number, cells, row in read]

    def remember(self, rows: Sequence[EntryImportRow]) -> None:
        """Rows judged before a pause take their times again."""
        for row in rows:
            entry = entry_of(row.values)
            person = row.values["person"]
            self.taken[person, entry.on].append((entry.starts, entry.ends, entry.activity, row.number))

    def _learn(self, rows: Sequence[tuple[Cells, Reading]]) -> None:
        numbers = {number_of(cells) for cells, _row in rows} - {""} - set(self.persons)
        if self.batch.person_id is None and numbers:
            self.persons.update(IdentityNumber.objects.filter(number__in=numbers).values_list("number", "person"))
        people = {self._person(cells) for cells, _row in rows} - {None}
        if not people:
            return
        days = [row.on for _cells, row in rows]
        first, last = min(days), max(days)
        new = {p for p in people if p not in self.results}
        self.results.update({p: [] for p in new if p is not None})
        for person, found in results_of([p for p in new if p], dt.date(2000, 1, 1), dt.date(2100, 1, 1)).items():
            self.results[person] = found
        cycles = {r.cycle_id for p in new for r in self.results.get(p or 0, [])} - set(self.closed)
        self.closed.update({c: [] for c in cycles} | closed_quarters(cycles))
        self._learn_entries([p for p in people if p], first, last)

    def _learn_entries(self, people: list[int], first: dt.date, last: dt.date) -> None:
        rows = Entry.objects.filter(person__in=people, on__range=(first, last)).exclude(state="withdrawn")
        new: set[tuple[int, dt.date]] = set()
        for person, on, starts, ends, text in rows.values_list("person", "on", "starts", "ends", "activity"):
            if (person, on) not in self.known_days:
                self.taken[person, on].append((starts, ends, text, 0))
                new.add((person, on))
        self.known_days |= new

    def _person(self, cells: Cells) -> int | None:
        return self.batch.person_id or self.persons.get(number_of(cells))

    def _verdict(self, number: int, cells: Cells, row: Reading | Unreadable) -> EntryImportRow:
        try:
            if isinstance(row, Unreadable):
                raise row
            return self._judged(number, cells, row)
        except Unreadable as fault:
            return self._row(number, "error", dict(cells), {fault.column: fault.words})

    def _judged(self, number: int, cells: Cells, row: Reading) -> EntryImportRow:
        person = self._person(cells)
        if person is None:
            words = _("NIP “%s” tidak dikenal. Isi 18 angka NIP atau NI PPPK pegawai.")
            raise Unreadable("number", words % cells.get("number", "")[:30])
        result = find_result(cells.get("result", ""), self.results[person], row.on, self.batch.default_result_id)
        starts, ends = self._times(person, row)
        entry = NewEntry(row.on, starts, ends, row.activity, row.realisation, row.unit_of_measure, result.id, row.link)
        wrong = faults(entry, frame_of(result, self.closed[result.cycle_id]))
        status = "error" if wrong else self._meet(person, entry, number, wrong)
        if status == "new":
            self.taken[person, entry.on].append((entry.starts, entry.ends, entry.activity, number))
        return self._row(number, status, stored(entry, person, result.plan_id) | {"cells": dict(cells)}, wrong)

    def _times(self, person: int, row: Reading) -> tuple[dt.time, dt.time]:
        """The row's own times; without them, and where the file was given a beginning, after the day's last one."""
        starts = row.starts
        if starts is None and self.batch.first_at is not None:
            done = [ends for _s, ends, _t, _n in self.taken[person, row.on]]
            starts = max([self.batch.first_at, *done])
        if starts is None:
            raise Unreadable("starts", _("Jam mulainya kosong. Isi, atau tentukan jam mulai untuk baris tanpa jam."))
        if row.ends is not None:
            return starts, row.ends
        if row.minutes is None and self.batch.first_at is None:
            raise Unreadable("ends", _("Jam selesainya kosong. Isi jam selesai atau lamanya dalam menit."))
        return starts, _later(starts, row.minutes or HOUR)

    def _meet(self, person: int, entry: NewEntry, number: int, wrong: dict[str, str]) -> str:
        """Same as written down, in the way of something, or new."""
        for starts, ends, text, row in self.taken[person, entry.on]:
            if not (starts < entry.ends and entry.starts < ends):
                continue
            same = (starts, ends, text.strip()) == (entry.starts, entry.ends, entry.activity.strip())
            if same and not row:
                return "same"
            if row:
                words = (
                    _("Sama dengan baris %s. Hapus salah satu.") if same else _("Jam ini bertumpuk dengan baris %s.")
                )
                wrong["starts"] = words % row
            else:
                wrong["starts"] = overlap_words(same, starts, ends, text)
            return "error"
        return "new"

    def _row(self, number: int, status: str, values: dict[str, Any], wrong: dict[str, str]) -> EntryImportRow:
        messages = [{"column": name, "text": text} for name, text in wrong.items()]
        return EntryImportRow(batch=self.batch, number=number, status=status, values=values, messages=messages)


def number_of(cells: Cells) -> str:
    """The identity number of a row, digits only."""
    return "".join(letter for letter in cells.get("number", "") if letter.isdecimal())


def counted(rows: Sequence[EntryImportRow]) -> Counter[str]:
    return Counter(row.status for row in rows)


def stored(entry: NewEntry, person: int, plan: int) -> dict[str, Any]:
    """An entry as JSON, for the staging row."""
    return {
        "person": person, "plan": plan, "result": entry.result_id, "on": entry.on.isoformat(),
        "starts": entry.starts.isoformat("minutes"), "ends": entry.ends.isoformat("minutes"),
        "activity": entry.activity, "realisation": entry.realisation, "unit_of_measure": entry.unit_of_measure,
        "link": entry.link,
    }  # fmt: skip


def entry_of(values: dict[str, Any]) -> NewEntry:
    """The staged entry again."""
    return NewEntry(
        dt.date.fromisoformat(values["on"]), dt.time.fromisoformat(values["starts"]),
        dt.time.fromisoformat(values["ends"]), values["activity"], values["realisation"], values["unit_of_measure"],
        values["result"], values["link"],
    )  # fmt: skip


def _read(cells: Cells) -> Reading | Unreadable:
    try:
        return read_row(cells)
    except Unreadable as fault:
        return fault


def _later(start: dt.time, minutes: int) -> dt.time:
    """`start` and so many minutes, at most until the end of the day."""
    until = minutes_between(dt.time(0), start) + minutes
    return dt.time(*divmod(until, 60)) if until < 24 * 60 else dt.time(23, 59)
