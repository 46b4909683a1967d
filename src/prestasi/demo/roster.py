"""Who sits where: one row per person, those who left and those they followed included.

The seats of the structure come first, in order; people who left during the covered years follow.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from prestasi.demo.days import day, plus_months
from prestasi.demo.families import family
from prestasi.demo.seeded import Bools, Days, Ints, stream
from prestasi.demo.settings import Order
from prestasi.demo.sizing import SHOWCASE, Structure

NEVER = np.datetime64("NaT", "D")
Words = npt.NDArray[np.object_]


@dataclass(slots=True)
class Roster:
    """Columns by person: unit index, family, head or not, echelon, last day plus one, and why the person left.

    `profession` is the training of a managerial head, `kept` the rows of the showcase that no chance may touch.
    `follows` names for a head the person held the post before, `since` the day the present post was taken.
    """

    office: Ints
    family: Words
    is_head: Bools
    echelon: Words
    left_on: Days
    left_reason: Words
    follows: Ints
    since: Days
    staff: int
    profession: Words = field(default_factory=lambda: np.zeros(0, dtype=object))
    kept: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.office)


def enrol(order: Order, structure: Structure) -> Roster:
    """The seats with their holders, leavers and predecessors."""
    seats = structure.seats
    size = len(seats)
    roster = Roster(
        office=np.asarray([seat.office for seat in seats]),
        family=np.asarray([seat.family for seat in seats], dtype=object),
        is_head=np.asarray([seat.is_head for seat in seats]),
        echelon=np.asarray([structure.offices[s.office].echelon if s.is_head else "" for s in seats], dtype=object),
        left_on=np.full(size, NEVER),
        left_reason=np.full(size, "", dtype=object),
        follows=np.full(size, -1),
        since=np.full(size, NEVER),
        staff=size,
    )
    heads = _changing_heads(order, structure, roster)
    _vacate(order, roster, heads[: _few(len(heads), 4)])
    _succeed(order, roster, heads[_few(len(heads), 4) :])
    _retire(order, roster)
    roster.profession = _professions(structure, roster)
    return roster


def _professions(structure: Structure, roster: Roster) -> Words:
    """Managerial heads come from the main profession of their sector."""
    medical = {"kesehatan": ("Dokter", "Administrator Kesehatan")}
    found = np.full(len(roster), "", dtype=object)
    for i in np.flatnonzero(roster.is_head & (roster.family == "")):
        office = structure.offices[roster.office[i]]
        top, below = medical.get(office.sector, ("", ""))
        usual = next((name for name in office.posts if family(name).is_functional), "")
        found[i] = (top if office.kind in {"dinas", "rsud", "bidang_rs"} else below) or usual
    return found


def _few(count: int, part: int) -> int:
    return max(2, count // part)


def _changing_heads(order: Order, structure: Structure, roster: Roster) -> Ints:
    """About five of a hundred heads change in the covered years; the heads of the showcase and of the agency stay."""
    random = stream(order.seed, "heads")
    fixed = {"", None}
    offices = structure.offices
    free = [
        i
        for i in np.flatnonzero(roster.is_head)
        if offices[roster.office[i]].parent not in fixed
        and offices[roster.office[i]].code not in SHOWCASE
        and offices[roster.office[i]].kind not in {"dinas", "sekretariat", "tim"}
    ]
    return random.permutation(free)[: max(8, round(len(free) * 0.05))]


def _vacate(order: Order, roster: Roster, heads: Ints) -> None:
    """Posts that stand vacant today: their holders left in the last months."""
    random = stream(order.seed, "vacant")
    months = -random.integers(1, 5, len(heads))
    roster.left_on[heads] = plus_months(np.full(len(heads), day(order.today)), months)
    roster.left_reason[heads] = "Pensiun"


def _succeed(order: Order, roster: Roster, heads: Ints) -> None:
    """A predecessor for each: left on a month's first day; the successor came one to three months later."""
    random = stream(order.seed, "successors")
    span = (order.today.year - order.first_year) * 12 + order.today.month - 5
    left = plus_months(
        np.full(len(heads), np.datetime64(f"{order.first_year}-02-01")), random.integers(0, max(1, span), len(heads))
    )
    first = len(roster)
    _append(roster, heads, left, np.full(len(heads), "Pensiun", dtype=object))
    roster.follows[heads] = np.arange(first, first + len(heads))
    roster.since[heads] = plus_months(left, random.integers(1, 4, len(heads)))


def _retire(order: Order, roster: Roster) -> None:
    """People who left during the last two years, about five of a hundred a year, mostly into retirement."""
    random = stream(order.seed, "leavers")
    months = 11 + order.today.month
    members = np.flatnonzero(~roster.is_head[: roster.staff])
    chosen = random.choice(members, max(4, round(roster.staff * 0.05 * months / 12)), replace=False)
    start = np.datetime64(f"{max(order.first_year, order.today.year - 1)}-02-01")
    left = plus_months(np.full(len(chosen), start), random.integers(0, months - 1, len(chosen)))
    reasons = np.asarray(["Pensiun", "Pindah instansi", "Meninggal dunia"], dtype=object)
    _append(roster, chosen, left, reasons[np.searchsorted([0.86, 0.95], random.random(len(chosen)))])


def _append(roster: Roster, like: Ints, left_on: Days, reason: Words) -> None:
    """People in the same posts as `like` who are gone now."""
    size = len(like)
    roster.office = np.append(roster.office, roster.office[like])
    roster.family = np.append(roster.family, roster.family[like])
    roster.is_head = np.append(roster.is_head, roster.is_head[like])
    roster.echelon = np.append(roster.echelon, roster.echelon[like])
    roster.left_on = np.append(roster.left_on, left_on)
    roster.left_reason = np.append(roster.left_reason, reason)
    roster.follows = np.append(roster.follows, np.full(size, -1))
    roster.since = np.append(roster.since, np.full(size, NEVER))
