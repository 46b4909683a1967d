"""Limits counted in working days or calendar days, in the words that every clock of this package uses."""

import narwhals as nw

from prestasi_rules.calendar.columns import READINGS, WORKING_DAYS, day_of, working_number
from prestasi_rules.dates import add_days
from prestasi_rules.declare import step
from prestasi_rules.fixed import cases, col
from prestasi_rules.parameters import Confidence
from prestasi_rules.step import Step, Text

__all__ = ["READINGS", "WORKING_DAYS", "calendar_limit", "in_time", "numbered", "working_limit"]

NOT_YET = Text("belum terjadi", "has not happened")
NO_CALENDAR = Text("belum terjadi, atau kalender tahun itu belum dimuat", "not yet, or that year's calendar is missing")


def numbered(event: str, label: Text) -> Step:
    """``<event>_number``: the working day that an event's clock starts from."""
    return step(
        f"{event}_number",
        Text(f"Hari kerja ke-, {label.id}", f"Working day number, {label.en}"),
        f"{event}_on",
        lambda p: working_number(f"{event}_on", p),
        basis="Hari kerja Senin sampai Jumat tanpa libur; hari kejadian adalah hari ke-0",
        confidence="L",
        empty=NO_CALENDAR,
    )


def working_limit(name: str, label: Text, event: str, days: str, *, basis: str, confidence: Confidence = "S") -> Step:
    """The last working day, ``days`` (a parameter) after an event whose number is known."""
    return step(
        name,
        label,
        f"{event}_number",
        lambda p: day_of(col(f"{event}_number") + p[days], p),
        Text(f"{label.id}, {{{days}}}: {{{name}}}.", f"{label.en}, {{{days}}}: {{{name}}}."),
        basis=basis,
        confidence=confidence,
        kind="date",
        empty=NO_CALENDAR,
    )


def calendar_limit(name: str, label: Text, event: str, days: str, *, basis: str, confidence: Confidence = "S") -> Step:
    """The last calendar day, ``days`` (a parameter) after an event."""
    return step(
        name,
        label,
        f"{event}_on",
        lambda p: add_days(col(f"{event}_on"), p[days]),
        Text(
            f"{label.id}: {{{event}_on}} ditambah {{{days}}} = {{{name}}}.",
            f"{label.en}: {{{event}_on}} plus {{{days}}} = {{{name}}}.",
        ),
        basis=basis,
        confidence=confidence,
        kind="date",
        empty=NOT_YET,
    )


def _in_time(done: str, limit: str) -> nw.Expr:
    return cases([(col(done) <= col(limit), True), (col(done) > col(limit), False), (col("on") > col(limit), False)])


def in_time(name: str, label: Text, done: str, limit: str, *, basis: str, confidence: Confidence = "S") -> Step:
    """True when done by the limit; false when done later, or not done and the limit is past; else empty."""
    return step(
        name,
        label,
        f"{done} {limit} on",
        lambda p: _in_time(done, limit),
        Text(
            f"{label.id}: {{{done}}}, batas {{{limit}}}: {{{name}}}.",
            f"{label.en}: {{{done}}}, limit {{{limit}}}: {{{name}}}.",
        ),
        basis=basis,
        confidence=confidence,
        kind="boolean",
        empty=Text("belum jatuh tempo", "not due yet"),
    )
