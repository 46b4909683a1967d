"""Buku angka kredit: from conversions of several periods to one exact total, and a person's ledger over the years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import narwhals as nw

from prestasi_rules.credit.conversion import PARTS
from prestasi_rules.errors import Problem, RuleInputError

EntryKind = Literal["OPENING", "CONVERSION", "DEGREE_BONUS", "RANK_PROMOTION", "LEVEL_PROMOTION"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: ``parts`` of 1/120,000 credit that come in. A promotion has none, except AK dasar of the new level."""

    on: date
    kind: EntryKind
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """The ledger after an entry. ``lost`` is the surplus that a level promotion ended."""

    entry: Entry
    before: Fraction
    lost: Fraction
    after: Fraction


def accumulate(conversions: Any, *, by: str) -> Any:
    """One row per ``by`` with ``conversion_parts`` (exact) and ``months`` from evaluated ``credit-2023`` rows."""
    table = nw.from_native(conversions)
    return (
        table.group_by(by)
        .agg(nw.col("credit_parts").sum().alias("conversion_parts"), nw.col("months_counted").sum().alias("months"))
        .to_native()
    )


def months_left(taken: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The months of a year that no conversion covers; ``taken`` holds (first month, last month), both included.

    Raises ``RuleInputError`` when a month is covered twice: no month of a person may be converted twice.
    """
    months = [month for first, last in taken for month in range(first, last + 1)]
    twice = sorted({month for month in months if months.count(month) > 1})
    if twice:
        raise RuleInputError([Problem(None, "months", f"bulan {twice} dikonversi dua kali", "tiap bulan sekali")])
    return tuple(month for month in range(1, 13) if month not in months)


def replay(entries: Sequence[Entry]) -> tuple[Balance, ...]:
    """The balance after each entry, in order of date.

    A rank promotion keeps the surplus in the level; a level promotion restarts from the entry's parts (AK dasar of the
    rank in the new level, usually zero) and loses the rest. A second degree bonus raises ``RuleInputError``.
    """
    ordered = sorted(entries, key=lambda entry: entry.on)
    if sum(entry.kind == "DEGREE_BONUS" for entry in ordered) > 1:
        raise RuleInputError([Problem(None, "kind", "tambahan ijazah hanya sekali", "DEGREE_BONUS satu kali")])
    balances: list[Balance] = []
    now = Fraction(0)
    for entry in ordered:
        gained = Fraction(entry.parts, PARTS)
        is_reset = entry.kind == "LEVEL_PROMOTION"
        after = gained if is_reset else now + gained
        balances.append(Balance(entry, now, now if is_reset else Fraction(0), after))
        now = after
    return tuple(balances)
