"""The tables of organisation, people and accounts in order."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from prestasi.demo import people, units, users
from prestasi.demo.careers import live
from prestasi.demo.cast import choose, dress
from prestasi.demo.lines import reporting_lines
from prestasi.demo.names import draw
from prestasi.demo.occupancy import assignments
from prestasi.demo.posts import job_families, positions
from prestasi.demo.roster import enrol
from prestasi.demo.seeded import stream
from prestasi.demo.settings import Order
from prestasi.demo.sizing import size
from prestasi.demo.world import Table, World


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
    """All tables up to accounts; each stays in `world.frames`."""
    for table, frame in _tables(world):
        world.frames[table] = frame
        yield table, frame


def _tables(world: World) -> Iterator[Table]:
    order, structure, roster, careers = world.order, world.structure, world.roster, world.careers
    yield "organization_agency", units.agency(order)
    yield "organization_holiday", units.holidays()
    yield "organization_jobfamily", job_families()
    yield "organization_unit", units.units(structure)
    yield "organization_unitversion", units.versions(structure)
    yield "organization_position", world.frames["organization_position"]
    yield "people_person", people.persons(order, roster, careers, world.names)
    yield "people_identitynumber", people.numbers(order, careers)
    yield "people_rankrecord", people.ranks(order, roster, careers)
    yield "people_education", people.education(order, roster, careers)
    yield "people_leave", people.leaves(order, roster, careers)
    yield "people_assignment", assignments(order, structure, roster, careers, world.own)
    yield (
        "people_reportingline",
        reporting_lines(order, structure, world.frames["people_assignment"], world.frames["organization_position"]),
    )
    yield "accounts_user", users.accounts(order, world.frames["people_person"], world.frames["people_identitynumber"])
