"""Birth, entry, education, rank and level of everyone, consistent with the post and with each other.

Shares are readings of `staff_counts.csv`: women a little over half (BKN 2021), degree holders about 68 %, golongan of
DKI 2015 (IV 35 %, III 41 %, II 22 %), PPPK about a fifth after the intakes of 2021 to 2025.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from prestasi.demo.days import day, elapsed_years, first_of, years_of
from prestasi.demo.families import family
from prestasi.demo.roster import Roster, Words
from prestasi.demo.seeded import Bools, Days, Ints, pick, stream
from prestasi.demo.settings import Order

LEVELS = np.asarray(["sd", "smp", "sma", "d3", "s1", "s2", "s3"], dtype=object)
SMA, D3, S1, S2 = 2, 3, 4, 5
AGES_BY_ECHELON = {"I.b": (52, 58), "II.a": (49, 58), "II.b": (46, 58), "III.a": (42, 57), "III.b": (39, 56)}
LEAST_RANK = {"I.b": 16, "II.a": 15, "II.b": 14, "III.a": 13, "III.b": 12, "IV.a": 11, "IV.b": 10}
START_RANK = {"sma": 5, "d3": 7, "s1": 9, "s2": 10}
TOP_RANK = {"sma": 10, "d3": 12, "s1": 14, "s2": 15}
PPPK_GRADE = {"sma": 5, "d3": 7, "s1": 9, "s2": 10}
PPPK_SHARE = {"guru": 0.30, "kesehatan": 0.17, "teknis": 0.13, "umum": 0.12}
PPPK_YEARS, PPPK_WEIGHTS = np.asarray([2019, 2021, 2022, 2023, 2024, 2025]), [0.05, 0.2, 0.25, 0.25, 0.15, 0.1]


@dataclass(slots=True)
class Careers:
    """Columns by person. `education` indexes `LEVELS`; `rank` is 1-17 (PNS) or the PPPK grade; `steps` promotions."""

    female: Bools
    pppk: Bools
    cpns: Bools
    born_on: Days
    joined_on: Days
    education: Ints
    graduated: Ints
    rank: Ints
    steps: Ints
    level: Words = field(default_factory=lambda: np.zeros(0, dtype=object))


def live(order: Order, roster: Roster) -> Careers:
    """Everyone's dates, education and rank."""
    random = stream(order.seed, "careers")
    size = len(roster)
    kinds = [family(name) for name in roster.family]
    female = random.random(size) < np.asarray([kind.female for kind in kinds])
    shares = np.asarray([PPPK_SHARE[kind.group] for kind in kinds])
    pppk = ~roster.is_head & (random.random(size) < shares) & (roster.left_reason != "Pensiun")
    education = _education(random, roster, pppk)
    born = _born(order, random, roster, pppk)
    joined = _joined(order, random, roster, pppk, born, education)
    cpns = ~pppk & ~roster.is_head & (joined > day(order.today) - 365)
    rank, steps = _ranks(order, random, roster, pppk, joined, education)
    careers = Careers(
        female, pppk, cpns, born, joined, education, _graduated(random, born, joined, education), rank, steps
    )
    careers.level = _levels(roster, careers)
    return careers


def _education(random: np.random.Generator, roster: Roster, pppk: Bools) -> Ints:
    needed = np.asarray([list(LEVELS).index(family(name).level) for name in roster.family])
    chance = random.random(len(roster))
    more = np.where(needed == SMA, np.where(chance < 0.25, S1, np.where(chance < 0.32, D3, SMA)), needed)
    more = np.where((needed == D3) & (chance < 0.38), S1, more)
    more = np.where((needed == S1) & (chance < np.where(pppk, 0.03, 0.12)), S2, more)
    managers = np.asarray([word[:2] in {"I.", "II"} for word in roster.echelon])
    more = np.where(managers & (chance < 0.62), S2, more)
    return np.where(roster.is_head, np.maximum(more, S1), more)


def _limit(roster: Roster) -> Ints:
    """Retirement age (*batas usia pensiun*): 60 for JPT and teachers, else 58."""
    senior = np.asarray([word.startswith("II.") or word == "I.b" for word in roster.echelon])
    return np.where(senior | (roster.family == "Guru") | (roster.family == "Dokter"), 60, 58)


def _born(order: Order, random: np.random.Generator, roster: Roster, pppk: Bools) -> Days:
    """Ages on the day of the load: heads by echelon, others from 24 to the limit with more in the second half."""
    size = len(roster)
    low, high = np.full(size, 24.0), _limit(roster) - 0.3
    for word, (least, most) in AGES_BY_ECHELON.items():
        low[roster.echelon == word], high[roster.echelon == word] = least, most
    low = np.where(roster.is_head & (low == 24.0), 37.0, low)
    bend = np.where(pppk, random.beta(1.7, 2.4, size), random.beta(1.5, 1.35, size))
    age = low + bend * (np.where(pppk, 54.0, high) - low)
    born = day(order.today) - (age * 365.25).astype("timedelta64[D]")
    retired = roster.left_reason == "Pensiun"
    reached = roster.left_on - (_limit(roster) * 365.25).astype("timedelta64[D]") - random.integers(2, 28, size)
    return np.where(retired, reached, born)


def _joined(
    order: Order, random: np.random.Generator, roster: Roster, pppk: Bools, born: Days, education: Ints
) -> Days:
    """First day of service: on a month's first day; heads early enough for their post."""
    size = len(roster)
    least = np.asarray([18, 18, 19, 22, 23, 24, 27])[education]
    age = least + np.where(roster.is_head, random.beta(1.2, 4, size) * 7, random.beta(1.3, 2.2, size) * 12)
    year = years_of(born) + np.ceil(age).astype(int)
    month = np.asarray([1, 2, 3, 4, 12])[random.integers(0, 5, size)]
    contract = first_of(
        PPPK_YEARS[pick(random, PPPK_WEIGHTS, size)], np.asarray([1, 3, 5, 6, 8])[random.integers(0, 5, size)]
    )
    adult = first_of(years_of(born) + least, 12)
    latest = np.where(np.isnat(roster.left_on), day(order.today) - 75, roster.left_on - 800)
    joined = np.where(pppk, np.maximum(contract, adult), first_of(year, month))
    return np.minimum(joined, latest).astype("datetime64[M]").astype("datetime64[D]")


def _ranks(
    order: Order, random: np.random.Generator, roster: Roster, pppk: Bools, joined: Days, education: Ints
) -> tuple[Ints, Ints]:
    """Present rank and the number of promotions behind it: one in four to six years, to the top of the education."""
    end = np.where(np.isnat(roster.left_on), day(order.today), roster.left_on)
    names = LEVELS[education]
    start = np.asarray([START_RANK[name] for name in names])
    top = np.asarray([TOP_RANK[name] for name in names])
    functional = np.asarray([family(name).is_functional for name in roster.family])
    top = np.where(~functional & ~roster.is_head, np.minimum(top, 12), top)
    top = np.where(roster.is_head & (roster.echelon == ""), np.minimum(top, 14), top)
    least = np.asarray([LEAST_RANK.get(word, 1) for word in roster.echelon])
    served = (elapsed_years(joined, end) / (4.0 + random.random(len(roster)) * 1.8)).astype(int)
    rank = np.maximum(np.minimum(start + served, top), least)
    grade = np.asarray([PPPK_GRADE[name] for name in names])
    return np.where(pppk, grade, rank), np.where(pppk, 0, np.minimum(np.maximum(rank - start, 0), served))


def _graduated(random: np.random.Generator, born: Days, joined: Days, education: Ints) -> Ints:
    usual = years_of(born) + np.asarray([12, 15, 18, 21, 22, 26, 31])[education]
    later = np.minimum(usual + random.integers(0, 6, len(born)), years_of(joined) + 12)
    return np.where(education >= S2, np.maximum(later, usual), np.minimum(usual, years_of(joined)))


def _levels(roster: Roster, careers: Careers) -> Words:
    """Level (*jenjang*) of functional posts from the rank; contract staff start at the first level."""
    found = np.full(len(roster), "", dtype=object)
    for i, name in enumerate(roster.family):
        if name:
            found[i] = _level(name, int(careers.rank[i]), int(careers.education[i]), bool(careers.pppk[i]))
    return found


def _level(name: str, rank: int, education: int, contract: bool) -> str:
    kind = family(name)
    if kind.expert and (education >= S1 or not kind.skilled):
        wanted = 0 if contract else (0 if rank <= 10 else 1 if rank <= 12 else 2 if rank <= 15 else 3)
        return kind.expert[min(wanted, len(kind.expert) - 1)]
    if kind.skilled:
        wanted = 1 if contract else (0 if rank <= 5 else 1 if rank <= 8 else 2 if rank <= 10 else 3)
        return kind.skilled[min(wanted, len(kind.skilled) - 1)]
    return ""
