"""The few people a visitor signs in as. Their posts are found in the structure, their dates are fixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prestasi.demo.careers import S1, S2, Careers
from prestasi.demo.roster import Roster
from prestasi.demo.settings import Order
from prestasi.demo.sizing import Structure


@dataclass(frozen=True, slots=True)
class Part:
    """One role of the showcase: role name, full name, unit sector and kinds, family (empty: the head)."""

    role: str
    name: str
    female: bool
    born: str
    joined: str
    education: int
    rank: int
    family: str = ""
    level: str = ""


PARTS = (
    Part("employee", "Sekar Umpama", True, "1993-08-17", "2019-03-01", S1, 10, "Bidan", "Ahli Pertama"),
    Part("supervisor", "Bima Rekaan", False, "1981-05-11", "2009-01-01", S2, 13),
    Part("unit_head", "Laras Misalkan", True, "1971-04-02", "1999-03-01", S2, 15),
    Part("analyst", "Ayu Contohsari", True, "1986-11-23", "2011-01-01", S1, 11,
        "Analis Sumber Daya Manusia Aparatur", "Ahli Muda"),
    Part("admin", "Damar Andaian", False, "1988-02-09", "2014-02-01", S1, 11, "Pranata Komputer", "Ahli Muda"),
    Part("auditor", "Ratih Teladan", True, "1979-06-30", "2005-01-01", S2, 13, "Auditor", "Ahli Madya"),
)  # fmt: skip
HEAD_OF_REGION = "Harda Ibarat"
CENTRES = {"sleman": "slm-pkm-depok-i", "jakarta": "jkt-pkm-317101"}


def choose(order: Order, structure: Structure, roster: Roster) -> dict[str, int]:
    """The row of each part in the roster."""
    offices = structure.offices
    centre = next(i for i, office in enumerate(offices) if office.code == CENTRES[order.agency.code])
    health = structure.index()[offices[centre].parent or ""]
    places = {
        "employee": _within(structure, centre),
        "supervisor": [centre],
        "unit_head": [health],
        "analyst": _sector(structure, "kepegawaian"),
        "admin": _sector(structure, "kepegawaian"),
        "auditor": _sector(structure, "pengawasan"),
    }
    taken: dict[str, int] = {}
    for part in PARTS:
        taken[part.role] = _find(roster, part, places[part.role], set(taken.values()))
    return taken


def _within(structure: Structure, top: int) -> list[int]:
    code = structure.offices[top].code
    return [top, *(i for i, office in enumerate(structure.offices) if office.parent == code)]


def _sector(structure: Structure, sector: str) -> list[int]:
    return [i for i, office in enumerate(structure.offices) if office.sector == sector]


def _find(roster: Roster, part: Part, units: list[int], taken: set[int]) -> int:
    """The first seat of the family in the first of the units that has one; else any member there."""
    inside = [int(i) for unit in units for i in np.flatnonzero(roster.office[: roster.staff] == unit)]
    free = [i for i in inside if i not in taken and roster.is_head[i] == (part.family == "")]
    return next((i for i in free if roster.family[i] == part.family or part.family == ""), free[0])


def dress(roster: Roster, careers: Careers, names: list[str], cast: dict[str, int]) -> None:
    """Give the people of the showcase their names and dates; row 0 is the elected head of the region."""
    taken = {part.name for part in PARTS} | {HEAD_OF_REGION}
    names[:] = [f"{name} Rekacipta" if name in taken else name for name in names]
    names[0] = HEAD_OF_REGION
    careers.female[0] = False
    for part in PARTS:
        i = cast[part.role]
        names[i] = part.name
        careers.female[i], careers.pppk[i], careers.cpns[i] = part.female, False, False
        careers.born_on[i], careers.joined_on[i] = np.datetime64(part.born), np.datetime64(part.joined)
        careers.education[i], careers.rank[i] = part.education, part.rank
        careers.steps[i] = max(0, part.rank - (9 if part.education == S1 else 10))
        careers.graduated[i] = int(part.joined[:4]) - 1
        roster.family[i] = part.family
        careers.level[i] = part.level
        roster.left_on[i], roster.left_reason[i] = np.datetime64("NaT"), ""
