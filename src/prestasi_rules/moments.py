"""Moments as a date and a minute of the day, for clocks that run through nights and holidays."""

import narwhals as nw

from prestasi_rules.dates import date_of_number, day_number
from prestasi_rules.declare import day, figure, step
from prestasi_rules.fixed import col
from prestasi_rules.parameters import Confidence
from prestasi_rules.step import Build, Field, Step, Text

MINUTES = 1440


def moment(name: str, label: Text, *, empty: Text | None = None) -> tuple[Field, Field]:
    """The fields ``<name>_on`` and ``<name>_minute`` (minutes after midnight, one time zone throughout)."""
    return (
        day(f"{name}_on", Text(f"{label.id}, tanggal", f"{label.en}, date"), empty=empty),
        figure(f"{name}_minute", Text(f"{label.id}, jam", f"{label.en}, time"), unit="time", high=1439, empty=empty),
    )


def minutes(name: str) -> nw.Expr:
    """A moment as minutes since 1970."""
    return day_number(col(f"{name}_on")) * MINUTES + col(f"{name}_minute")


def due(name: str, label: Text, inputs: str, build: Build, *, basis: str, confidence: Confidence) -> tuple[Step, ...]:
    """The steps ``<name>_moment`` (minutes since 1970), ``<name>_on`` and ``<name>_minute``."""
    at = f"{name}_moment"
    return (
        step(
            at,
            Text(f"{label.id}, menit sejak 1970", f"{label.en}, minutes since 1970"),
            inputs,
            build,
            basis=basis,
            confidence=confidence,
        ),
        step(
            f"{name}_on",
            Text(f"{label.id}, tanggal", f"{label.en}, date"),
            at,
            lambda p: date_of_number((col(at) - col(at) % MINUTES) // MINUTES),
            basis=basis,
            confidence=confidence,
            kind="date",
        ),
        step(
            f"{name}_minute",
            Text(f"{label.id}, jam", f"{label.en}, time"),
            at,
            lambda p: col(at) % MINUTES,
            basis=basis,
            confidence=confidence,
            unit="time",
        ),
    )
