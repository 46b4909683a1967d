"""What a load is asked for: agency, day, size, seed, and the years it covers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prestasi.demo import SEED

WIB = dt.timezone(dt.timedelta(hours=7))
FIRST, LAST = dt.date(2026, 2, 1), dt.date(2026, 12, 20)


@dataclass(frozen=True, slots=True)
class Agency:
    """A government that can be loaded; `root` is its unit in organization_units.csv."""

    code: str
    root: str
    name: str
    short_name: str
    level: str
    head_title: str
    brand_hue: int
    staff: int


AGENCIES = {
    agency.code: agency
    for agency in (
        Agency("sleman", "slm", "Pemerintah Kabupaten Sleman", "Kabupaten Sleman", "regency", "Bupati", 265, 9_000),
        Agency("jakarta", "jkt", "Pemerintah Provinsi DKI Jakarta", "DKI Jakarta", "province", "Gubernur", 32, 70_000),
    )
}


@dataclass(frozen=True, slots=True)
class Order:
    """One load. `years` counts the running year and the closed ones before it."""

    agency: Agency
    today: dt.date
    staff: int
    seed: int = SEED
    years: int = 2

    @property
    def first_year(self) -> int:
        return self.today.year - self.years + 1

    @property
    def horizon(self) -> dt.date:
        """Reporting lines and assignments are told from this day on."""
        return dt.date(self.first_year - 1, 1, 1)


def place(agency: str, today: dt.date | None, staff: int | None, seed: int = SEED, years: int = 2) -> Order:
    """An order with its defaults; the day is held inside the running demo year 2026."""
    chosen = AGENCIES[agency]
    day = min(max(today or dt.datetime.now(WIB).date(), FIRST), LAST)
    return Order(chosen, day, staff or chosen.staff, seed, years)
