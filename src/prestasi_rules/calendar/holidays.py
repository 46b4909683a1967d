"""The holidays of each year, from ``holidays.csv`` beside this module (joint decrees of three ministers)."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from prestasi_rules.errors import MissingCalendar


@dataclass(frozen=True, slots=True)
class Holiday:
    """Libur nasional, cuti bersama or libur khusus (election day)."""

    on: date
    name: str
    kind: str
    legal_basis: str
    confidence: str


@cache
def holidays() -> dict[int, tuple[Holiday, ...]]:
    """Holidays by year, in order of date."""
    by_year: dict[int, list[Holiday]] = {}
    with (resources.files(__package__) / "holidays.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            on = date.fromisoformat(row["date"])
            by_year.setdefault(on.year, []).append(
                Holiday(on, row["name"], row["kind"], row["legal_basis"], row["confidence"])
            )
    return {year: tuple(sorted(found, key=lambda holiday: holiday.on)) for year, found in sorted(by_year.items())}


def of_year(year: int) -> tuple[Holiday, ...]:
    """The holidays of a year; a year without data is an error, never a guess."""
    try:
        return holidays()[year]
    except KeyError:
        raise MissingCalendar(year, holidays()) from None
