"""Rows of people: persons, identity numbers, rank history, education."""

from __future__ import annotations

import numpy as np
import polars as pl

from prestasi.demo.careers import LEVELS, S2, Careers
from prestasi.demo.days import day, first_of, month_of, years_of
from prestasi.demo.families import family
from prestasi.demo.roster import Roster
from prestasi.demo.seeded import Ints, stream, within
from prestasi.demo.settings import Order

SOURCE = "demo"


def persons(order: Order, roster: Roster, careers: Careers, names: list[str]) -> pl.DataFrame:
    """`people_person`; ids are row numbers from 1."""
    size = len(roster)
    employment = np.where(careers.pppk, "pppk", np.where(careers.cpns, "cpns", "pns")).astype(object)
    employment[0] = "elected"
    before, after = _titles(order, roster, careers)
    address = [f"{name.lower().replace(' ', '.')}.{i}@{order.agency.code}.example" for i, name in enumerate(names, 1)]
    return pl.DataFrame(
        {
            "id": np.arange(1, size + 1),
            "name": names,
            "title_before": before,
            "title_after": after,
            "sex": np.where(careers.female, "f", "m"),
            "born_on": careers.born_on,
            "employment": employment.tolist(),
            "joined_on": careers.joined_on,
            "left_on": roster.left_on,
            "left_reason": roster.left_reason.tolist(),
            "email": address,
            "version": 1,
        }
    )


def _titles(order: Order, roster: Roster, careers: Careers) -> tuple[list[str], list[str]]:
    """Degrees as they are written: a profession before the name, academic degrees behind it."""
    before, after = [], []
    for i, (name, field) in enumerate(zip(roster.family, _studies(order, roster), strict=True)):
        kind = family(_profession(roster, i, name))
        degree = LEVELS[careers.education[i]]
        first = kind.studies[field % len(kind.studies)][1]
        second = kind.masters[field % len(kind.masters)][1]
        before.append(kind.before if degree in {"s1", "s2"} else "")
        parts = {"d3": [kind.diploma[1]], "s1": [first], "s2": [first, second]}.get(degree, [])
        after.append(", ".join(filter(None, parts)))
    return before, after


def _profession(roster: Roster, i: int, name: str) -> str:
    """A managerial head keeps the profession of the sector when it has one told for it."""
    return str(roster.profession[i]) or name


def _studies(order: Order, roster: Roster) -> Ints:
    return stream(order.seed, "studies").integers(0, 64, len(roster))


def numbers(order: Order, careers: Careers) -> pl.DataFrame:
    """`people_identitynumber`: NIP of 18 digits, or NI PPPK with a second number for renewed contracts.

    Digits 1-8 birth date, 9-14 first month of service (PPPK: year and contract count 21, 22), 15 sex, 16-18 serial
    among equal first fifteen.
    """
    size = len(careers.rank)
    person = np.arange(1, size)  # the elected head carries no number
    renewed = person[careers.pppk[1:] & (years_of(careers.joined_on[1:]) <= 2022)]
    who = np.concatenate([person, renewed])
    again = np.concatenate([np.zeros(len(person), bool), np.ones(len(renewed), bool)])
    start = np.where(again, first_of(2024, month_of(careers.joined_on[who])), careers.joined_on[who])
    stop = np.full(len(who), np.datetime64("NaT", "D"))
    stop[np.isin(who, renewed) & ~again] = first_of(2024, month_of(careers.joined_on[who]))[
        np.isin(who, renewed) & ~again
    ]
    contract = careers.pppk[who]
    middle = np.where(contract, np.where(again, 22, 21), month_of(careers.joined_on[who]))
    born = careers.born_on[who].astype(str)
    head = [
        f"{b.replace('-', '')}{y}{m:02d}{2 if f else 1}"
        for b, y, m, f in zip(born, years_of(start), middle, careers.female[who], strict=True)
    ]
    serial = pl.DataFrame({"head": head}).select(pl.int_range(1, pl.len() + 1).over("head"))["literal"].to_list()
    return pl.DataFrame(
        {
            "id": np.arange(1, len(who) + 1),
            "valid_from": start,
            "valid_to": stop,
            "source": SOURCE,
            "person_id": who + 1,
            "kind": np.where(contract, "ni_pppk", "nip"),
            "number": [f"{h}{s:03d}" for h, s in zip(head, serial, strict=True)],
        }
    )


def ranks(order: Order, roster: Roster, careers: Careers) -> pl.DataFrame:
    """`people_rankrecord`: the last four ranks of permanent staff, the one grade of contract staff."""
    size = len(roster)
    shown = np.where(careers.pppk, 1, np.minimum(careers.steps + 1, 4))
    shown[0] = 0
    who = np.repeat(np.arange(size), shown)
    step = careers.steps[who] - (shown[who] - 1 - within(shown))
    end = np.where(np.isnat(roster.left_on), day(order.today), roster.left_on)
    pace = (end - careers.joined_on).astype(int) // np.maximum(careers.steps + 1, 1)
    start = np.where(step == 0, careers.joined_on[who], _promotion_day(careers.joined_on[who] + step * pace[who]))
    last = within(shown) == shown[who] - 1
    stop = np.where(last, np.datetime64("NaT", "D"), np.append(start[1:], np.datetime64("NaT", "D")))
    return pl.DataFrame(
        {
            "id": np.arange(1, len(who) + 1),
            "valid_from": start,
            "valid_to": stop,
            "source": SOURCE,
            "person_id": who + 1,
            "scale": np.where(careers.pppk[who], "pppk", "pns"),
            "rank": careers.rank[who] - (shown[who] - 1 - within(shown)),
            "decree": [f"SK-{y}/{i:06d}" for y, i in zip(years_of(start), who + 1, strict=True)],
        }
    )


def _promotion_day(days: np.ndarray) -> np.ndarray:
    """1 April or 1 October, the usual dates of *kenaikan pangkat* before 2023."""
    return first_of(years_of(days), np.where(month_of(days) <= 6, 4, 10))


def education(order: Order, roster: Roster, careers: Careers) -> pl.DataFrame:
    """`people_education`: secondary school, and each degree."""
    field = _studies(order, roster)
    rows: list[tuple[int, str, str, int]] = []
    born = years_of(careers.born_on)
    for i, name in enumerate(roster.family):
        kind = family(_profession(roster, i, name))
        degree, done = LEVELS[careers.education[i]], int(careers.graduated[i])
        study = {"d3": kind.diploma[0], "s1": kind.studies[field[i] % len(kind.studies)][0]}
        rows.append((i + 1, "sma", "IPA" if field[i] % 2 else "IPS", int(born[i]) + 18))
        if degree == "d3":
            rows.append((i + 1, "d3", study["d3"], done))
        elif careers.education[i] >= S2:
            rows.append((i + 1, "s1", study["s1"], min(int(born[i]) + 23, done)))
            rows.append((i + 1, "s2", kind.masters[field[i] % len(kind.masters)][0], done))
        elif degree == "s1":
            rows.append((i + 1, "s1", study["s1"], done))
    frame = pl.DataFrame(rows, schema=["person_id", "level", "field", "graduated_in"], orient="row")
    return frame.with_columns(id=pl.int_range(1, pl.len() + 1), source=pl.lit(SOURCE))


LEAVES = (
    ("annual", 0.20, 3, 8),
    ("sick", 0.03, 3, 30),
    ("great", 0.004, 40, 85),
    ("study", 0.006, 500, 720),
    ("cltn", 0.002, 380, 720),
    ("mpp", 0.003, 300, 364),
    ("suspended", 0.0006, 60, 180),
)


def leaves(order: Order, roster: Roster, careers: Careers) -> pl.DataFrame:
    """`people_leave`: at most one absence per person and year, maternity for women under forty."""
    random = stream(order.seed, "leaves")
    frames = []
    free = np.isnat(roster.left_on) & ~roster.is_head
    free[0] = False
    free[roster.kept] = False
    long_taken = np.zeros(len(roster), dtype=bool)
    for kind, share, least, most in sorted(LEAVES, key=lambda row: -row[3]):
        who = np.flatnonzero(free & ~long_taken & (random.random(len(roster)) < share))
        long_taken[who] = True
        frames.append(_leave(order, random, who, kind, least, most))
    mothers = careers.female & (careers.born_on > day(order.today) - 40 * 365) & free & ~long_taken
    who = np.flatnonzero(mothers & (random.random(len(roster)) < 0.05))
    frames.append(_leave(order, random, who, "maternity", 90, 91))
    return pl.concat(frames).with_columns(id=pl.int_range(1, pl.len() + 1))


def _leave(order: Order, random: np.random.Generator, who: Ints, kind: str, least: int, most: int) -> pl.DataFrame:
    first = np.datetime64(f"{order.today.year - 1}-02-01")
    start = first + random.integers(0, 500, len(who))
    length = random.integers(least, most + 1, len(who))
    return pl.DataFrame(
        {
            "valid_from": start.astype("datetime64[D]"),
            "valid_to": (start + length).astype("datetime64[D]"),
            "person_id": who + 1,
        }
    ).with_columns(source=pl.lit(SOURCE), kind=pl.lit(kind))
