"""Head counts to the distribution rules and back, the least-change proposal, and shares of a year by days.

The only module of the app that imports the rules. Counts are tuples of five head counts in the order of the predicate
codes 1 (very good) to 5 (very poor).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import get_language

from prestasi_rules import codes
from prestasi_rules.engine import evaluate
from prestasi_rules.performance.distribution import WARNINGS
from prestasi_rules.performance.proposal import distribution_proposal
from prestasi_rules.registry import get, in_force
from prestasi_rules.rows import POLARS
from prestasi_rules.step import Text

Counts = tuple[int, int, int, int, int]
PREDICATES = {number: code for code, number in codes.SIASN_PREDICATE.items()}
COLUMNS = [f"count_{PREDICATES[number].lower()}" for number in range(1, 6)]
LIMITS = ("sangat_baik_limit", "baik_limit", "below_good_needed", "butuh_perbaikan_needed", "lowest_needed")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the pattern says about one group. `fits` is None when it cannot be checked; limits are None without one."""

    headcount: int
    fits: bool | None
    warnings: tuple[str, ...]
    very_good_limit: int | None
    good_limit: int | None
    below_good_needed: int | None
    needs_improvement_needed: int | None
    lowest_needed: int | None
    is_advice_only: bool
    ruleset: str
    ruleset_hash: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The least change into the pattern: (people, from, to) by predicate code; or the demands that exclude each other.

    `status`: fits, proposed, needs_more_steps or impossible.
    """

    status: str
    moves: tuple[tuple[int, int, int], ...]
    target: Counts | None
    steps: int
    conflict: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One slice of a year: its days and its part of the whole, in hundredths of a percent; `decides` the year."""

    days: int
    share_bp: int
    decides: bool


def patterns(groups: Mapping[int, tuple[str | None, Counts]], on: dt.date) -> dict[int, Pattern]:
    """Key -> (achievement of the unit, counts) to the pattern of each, all in one frame."""
    if not groups:
        return {}
    rules = in_force("distribution", on)
    schema = {"key": pl.Int64, **{field.name: POLARS[field.kind] for field in rules.inputs}}
    rows = [
        {"key": key, "unit_achievement": level, **dict(zip(COLUMNS, counts, strict=True))}
        for key, (level, counts) in groups.items()
    ]
    frame = evaluate(pl.DataFrame(rows, schema=schema), rules)
    return {row["key"]: _pattern(row, rules.id, rules.hash) for row in frame.iter_rows(named=True)}


def _pattern(row: Mapping[str, Any], ruleset: str, digest: str) -> Pattern:
    limits: list[Any] = [row[name] for name in LIMITS]
    return Pattern(
        headcount=int(row["headcount"]), fits=row["fits_pattern"],
        warnings=tuple(said(code) for code in str(row["warnings"] or "").split()),
        very_good_limit=limits[0], good_limit=limits[1], below_good_needed=limits[2],
        needs_improvement_needed=limits[3], lowest_needed=limits[4],
        is_advice_only=bool(row["is_advice_only"]), ruleset=ruleset, ruleset_hash=digest,
    )  # fmt: skip


def said(code: str) -> str:
    """A demand or warning of the pattern in words."""
    return _text(WARNINGS[code]) if code in WARNINGS else code


def _text(text: Text) -> str:
    return text.en if (get_language() or "id").startswith("en") else text.id


def propose(level: str, counts: Counts) -> Proposal:
    """The fewest steps that bring the group into its pattern, proved by the solver and checked in whole numbers.

    Tried with one step for each person first; when that is not enough, with as many as needed.
    """
    given = {PREDICATES[number]: counts[number - 1] for number in PREDICATES}
    found = distribution_proposal(level, given)
    if found.status == "needs_more_steps":
        found = distribution_proposal(level, given, max_steps=4)
    numbers = codes.SIASN_PREDICATE
    target = found.target
    return Proposal(
        found.status,
        tuple((move.people, numbers[move.origin], numbers[move.target]) for move in found.moves),
        _counts(target[PREDICATES[n]] for n in range(1, 6)) if target is not None else None,
        found.steps,
        tuple(said(code) for code in found.conflict),
    )


def _counts(numbers: Iterable[int]) -> Counts:
    a, b, c, d, e = numbers
    return (a, b, c, d, e)


def shares(slices: Sequence[tuple[dt.date, dt.date]]) -> tuple[Share, ...] | None:
    """A year of one person, [(first day, last day)] without overlap: each slice's part. None when they overlap.

    The parts are whole hundredths of a percent and sum to exactly 10,000 (largest remainder).
    """
    rules = get("slices-1")
    rows = [
        {"place": place, "whole_key": "year", "starts_on": starts, "ends_on": ends, "whole": 10_000}
        for place, (starts, ends) in enumerate(slices)
    ]
    schema = {"place": pl.Int64, **{field.name: POLARS[field.kind] for field in rules.inputs}}
    frame = evaluate(pl.DataFrame(rows, schema=schema), rules).sort("place")
    if frame["share_reason"].is_not_null().any():
        return None
    return tuple(Share(row["days"], row["share"], row["decides"]) for row in frame.iter_rows(named=True))
