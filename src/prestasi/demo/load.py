"""The load: everything generated in order, copied in one transaction, checked, and counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl
from django.db import connections, transaction

from prestasi.core.trouble import Trouble
from prestasi.demo import people, units, users
from prestasi.demo.careers import Careers, live
from prestasi.demo.cast import choose, dress
from prestasi.demo.copying import Copier, analyze, set_aside
from prestasi.demo.lines import reporting_lines
from prestasi.demo.names import draw
from prestasi.demo.occupancy import assignments
from prestasi.demo.posts import job_families, positions
from prestasi.demo.roster import Roster, enrol
from prestasi.demo.seeded import Ints, stream
from prestasi.demo.settings import SEED, Order, place
from prestasi.demo.sizing import Structure, size

Progress = Callable[[str, float], None]
Table = tuple[str, pl.DataFrame]

TABLES = [
    "organization_agency", "organization_holiday", "organization_jobfamily", "organization_unit",
    "organization_unitversion", "organization_position", "people_person", "people_identitynumber", "people_rankrecord",
    "people_education", "people_leave", "people_assignment", "people_reportingline", "accounts_user",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows by table, the hash over their content, and the people of the showcase by role (person ids)."""

    counts: dict[str, int]
    sha256: str
    cast: dict[str, int]
    today: dt.date


@dataclass(slots=True)
class World:
    """What one step leaves for the next."""

    order: Order
    structure: Structure
    roster: Roster
    careers: Careers
    names: list[str]
    cast: dict[str, int]
    own: Ints
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)


def load(
    agency: str = "sleman",
    today: dt.date | None = None,
    staff: int | None = None,
    progress: Progress | None = None,
    seed: int = SEED,
    *,
    years: int = 2,
    using: str = "owner",
) -> Summary:
    """Fill an empty database with one agency. Raises Trouble when people are there already.

    `progress` is called with a label and the share done. The same agency, day, size and seed give the same hash.
    """
    tell = progress or (lambda label, share: None)
    order = place(agency, today, staff, seed, years)
    _refuse_filled(using)
    tell("Menyusun unit, jabatan dan pegawai", 0.0)
    world = build(order)
    copier = Copier(using)
    with transaction.atomic(using=using), set_aside(using, TABLES):
        for table, frame in tables(world):
            tell(table, 0.1)
            copier.write(table, frame)
    analyze(using, TABLES)
    tell("Selesai", 1.0)
    cast = {role: row + 1 for role, row in world.cast.items()}
    return Summary(copier.counts, copier.digest.hexdigest(), cast, order.today)


def build(order: Order) -> World:
    """Structure, people and posts of the agency, in memory."""
    structure = size(order)
    roster = enrol(order, structure)
    careers = live(order, roster)
    names = draw(stream(order.seed, "names"), careers.female)
    cast = choose(order, structure, roster)
    roster.kept = pl.Series(list(cast.values())).to_numpy()
    dress(roster, careers, names, cast)
    frame, own = positions(structure, roster, careers)
    return World(order, structure, roster, careers, names, cast, own, {"organization_position": frame})


def tables(world: World) -> Iterator[Table]:
    """All tables in order; a frame needed later stays in `world.frames`."""
    order, structure, roster, careers = world.order, world.structure, world.roster, world.careers
    yield "organization_agency", units.agency(order)
    yield "organization_holiday", units.holidays()
    yield "organization_jobfamily", job_families()
    yield "organization_unit", units.units(structure)
    yield "organization_unitversion", units.versions(structure)
    yield "organization_position", world.frames["organization_position"]
    persons = people.persons(order, roster, careers, world.names)
    yield "people_person", persons
    numbers = people.numbers(order, careers)
    yield "people_identitynumber", numbers
    yield "people_rankrecord", people.ranks(order, roster, careers)
    yield "people_education", people.education(order, roster, careers)
    yield "people_leave", people.leaves(order, roster, careers)
    held = assignments(order, structure, roster, careers, world.own)
    yield "people_assignment", held
    lines = reporting_lines(order, structure, held, world.frames["organization_position"])
    yield "people_reportingline", lines
    yield "accounts_user", users.accounts(order, persons, numbers)


def _refuse_filled(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_person)")
        if cursor.fetchone()[0]:
            raise Trouble("Basis data sudah berisi pegawai.", "Muat data contoh ke basis data yang kosong.")
