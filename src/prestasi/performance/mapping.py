"""Rows to rule frames and rule results to rows. The only module of the app that imports the rules.

Everything is batched: one frame for a list. What a rule set computed is kept as
`{rule set id: {"hash": ..., "row": {column: value}}}`, so that it can be explained and recomputed years later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
from django.conf import settings

from prestasi.organization.queries.calendar import working_days_after
from prestasi_rules import codes
from prestasi_rules.engine import evaluate
from prestasi_rules.explain import Node, explain_result
from prestasi_rules.performance.achievement import LIMIT
from prestasi_rules.performance.predicate import QUADRANT
from prestasi_rules.registry import get, in_force
from prestasi_rules.rows import POLARS, as_frame
from prestasi_rules.ruleset import RuleSet

RATING_CODES = {number: code for code, number in codes.SIASN_RATING.items()}
RATING_NUMBERS = codes.SIASN_RATING
PREDICATE_NUMBERS = codes.SIASN_PREDICATE
RANK_LABELS = {order: codes.RANK[grade].id for grade, order in codes.RANK_ORDER.items()}
_WORDS = {1: "above", 2: "meets", 3: "below"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rule set in force made of two ratings; `result` follows the unit for its head. None: not rated yet."""

    predicate: int | None
    result: int | None
    ruleset: str
    ruleset_hash: str
    steps: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Usulan hitungan: what most of the item ratings amount to. Shown in grey, never set."""

    result: int | None
    behaviour: int | None
    steps: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Why:
    """One figure of a rule explanation: what it says, how it was found, under which article."""

    name: str
    kind: str
    label: str
    value: str
    sentence: str
    basis: str
    children: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator for the achievement rules: how it is meant, and the figures of its reporting periods in order."""

    key: int
    direction: str
    combine: str
    target: Decimal | None
    high: Decimal | None
    values: tuple[Decimal, ...]


def combined(combine: str, values: Sequence[Decimal]) -> Decimal | None:
    """The figures of several reporting periods as one; a mean has two decimals, half up. None: no figure yet."""
    if not values:
        return None
    if combine == "last":
        return values[-1]
    total = sum(values, Decimal(0))
    return Decimal(half_up(int(total * 10_000), len(values) * 100)) / 100 if combine == "mean" else total


def half_up(numerator: int, denominator: int) -> int:
    """Integer division, half away from nought."""
    half = (2 * abs(numerator) + denominator) // (2 * denominator)
    return half if numerator >= 0 else -half


def achievements(rows: Iterable[Measured]) -> dict[int, int]:
    """Key -> achievement in hundredths of a percent, all in one frame. Keys without target or figure are absent.

    A row alone gives what it gives among others, so a process computes the same figures once; pages ask them often.
    """
    asked = {row.key: replace(row, key=0) for row in rows if row.target is not None and row.values}
    kept = _achieved
    found = {figures: kept[figures] for figures in kept.keys() & asked.values()}
    if fresh := list(set(asked.values()) - found.keys()):
        found |= (computed := dict(zip(fresh, _achievements(fresh), strict=True)))
        _keep(computed)
    return {key: bp for key, figures in asked.items() if (bp := found[figures]) is not None}


_achieved: dict[Measured, int | None] = {}
MOST_KEPT = 20_000


def _keep(computed: dict[Measured, int | None]) -> None:
    """Into a new table, so that another thread goes on reading the old one."""
    global _achieved
    if len(computed) <= MOST_KEPT:  # a whole year at once is not what a page asks again
        full = len(_achieved) + len(computed) > MOST_KEPT
        _achieved = computed if full else {**_achieved, **computed}


def _achievements(rows: Sequence[Measured]) -> list[int | None]:
    """One answer per row, in order."""
    rules = get("achievement-1")
    schema = {"key": pl.Int64, **{field.name: POLARS[field.kind] for field in rules.inputs}}
    measured = [_measured(replace(row, key=number)) for number, row in enumerate(rows)]
    frame = evaluate(pl.DataFrame(measured, schema=schema), rules)
    return frame.sort("key")["achievement"].to_list()


def _measured(row: Measured) -> dict[str, Any]:
    """A ratio does not change with the unit: figures are stated in the power of ten that makes them whole and fit."""
    total = sum(row.values, Decimal(0))
    figures = [abs(f) for f in (row.target, row.high, total, row.values[-1]) if f is not None]
    scale = 4
    while max(figures).scaleb(scale) > LIMIT // 10:
        scale -= 1

    def whole(figure: Decimal | None) -> int | None:
        return None if figure is None else int(figure.scaleb(scale).to_integral_value(ROUND_HALF_UP))

    is_range = row.direction == "range" and row.high is not None
    return {
        "key": row.key,
        "direction": row.direction.upper() if is_range or row.direction != "range" else "HIGHER",
        "combine": row.combine.upper(),
        "target": whole(row.target),
        "target_high": whole(row.high) if is_range else None,
        "progress_sum": whole(total),
        "progress_last": whole(row.values[-1]),
        "progress_count": len(row.values),
    }


def objection_in_working_days() -> bool:
    """Whether this installation counts the fourteen days as working days; the source says days without "working"."""
    return bool(settings.OBJECTION_DAYS == "working")


def objection_last_day(received_on: dt.date) -> dt.date:
    """Last day on which an objection to a result received on `received_on` is in time (PP 30/2019 art. 59)."""
    rules = in_force("objection", received_on)
    options = {"days_are": settings.OBJECTION_DAYS}
    days: int = rules.parameters_under(options)["days"]
    limit = working_days_after(received_on, days) if settings.OBJECTION_DAYS == "working" else None
    given = {"received_on": received_on, "working_limit_on": limit, "objected_on": None}
    last: dt.date = evaluate(as_frame([given], rules), rules, options=options).row(0, named=True)["last_day"]
    return last


@dataclass(frozen=True, slots=True)
class Credit:
    """*Konversi predikat ke angka kredit*: `credit` in thousandths, `coefficient` in hundredths a year."""

    level: str
    coefficient: int
    percent: int
    months: int
    credit: int
    ruleset: str


def credit_of(post: str, predicate: int, months: int, on: dt.date) -> Credit | None:
    """What a predicate (1 to 5) over whole months is worth in a functional post; None: the post names no level.

    The conversion of these months by themselves; whether they are booked is decided in the credit ledger.
    """
    level = _evaluated(in_force("functional-level", on), {"post_name": post})["level"]
    if level is None:
        return None
    rules = in_force("credit", on)
    code = next(code for code, number in PREDICATE_NUMBERS.items() if number == predicate)
    row = _evaluated(rules, {"level": level, "predicate": code, "months": months, "months_converted": 0})
    return Credit(level, row["coefficient"], row["percent"], row["months_counted"], row["credit"], rules.id)


def decide(
    *, is_unit_head: bool, unit_achievement: str | None, result: int | None, behaviour: int | None, on: dt.date
) -> Decision:
    """The predicate by the rule set in force on the last day of the period."""
    rules = in_force("performance", on)
    row = _evaluated(
        rules,
        {
            "is_unit_head": is_unit_head,
            "unit_achievement": unit_achievement,
            "result_rating": RATING_CODES.get(result or 0),
            "behaviour_rating": RATING_CODES.get(behaviour or 0),
        },
    )
    return Decision(
        PREDICATE_NUMBERS.get(row["predicate"]),
        RATING_NUMBERS.get(row["effective_result_rating"]),
        rules.id,
        rules.hash,
        _kept(rules, row),
    )


def suggest(items: Iterable[tuple[int | None, bool]], behaviour: Sequence[int | None], on: dt.date) -> Suggestion:
    """From (rating, is main) of every result and the seven values; half a sheet gives no suggestion for that half."""
    rated = list(items)
    given = _counts("main", [r for r, main in rated if main], complete=all(r for r, _ in rated))
    given |= _counts("additional", [r for r, main in rated if not main], complete=all(r for r, _ in rated))
    given |= _counts("values", list(behaviour), complete=len(behaviour) > 0 and all(behaviour))
    rules = in_force("performance-suggestion", on)
    row = _evaluated(rules, {**given, "breach_is_proven": False})
    return Suggestion(
        RATING_NUMBERS.get(row["suggested_result"]), RATING_NUMBERS.get(row["suggested_behaviour"]), _kept(rules, row)
    )


def explain(steps: Mapping[str, Any] | None, output: str, lang: str = "id") -> Why | None:
    """The tree of one kept result; None when it was computed under a rule text that is no longer installed."""
    for ruleset_id, kept in (steps or {}).items():
        rules = get(ruleset_id)
        if output not in rules.outputs or kept["hash"] != rules.hash:
            continue
        told = explain_result(kept["row"], rules, "en" if lang.startswith("en") else "id")
        return next(_why(node) for node in told.nodes if node.name == output)
    return None


def quadrant() -> list[tuple[int, int, int]]:
    """All pairs (result, behaviour, predicate) of the rule set, for the page that shows the whole matrix."""
    return [(RATING_NUMBERS[r], RATING_NUMBERS[b], PREDICATE_NUMBERS[p]) for (r, b), p in QUADRANT.items()]


def _why(node: Node) -> Why:
    children = tuple(_why(child) for child in node.children)
    return Why(node.name, node.kind, node.label, node.formatted, node.sentence, node.basis, children)


def _counts(group: str, ratings: Sequence[int | None], *, complete: bool) -> dict[str, int | None]:
    return {
        f"{group}_{word}": sum(r == number for r in ratings) if complete else None for number, word in _WORDS.items()
    }


def _evaluated(rules: RuleSet, given: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = evaluate(as_frame([given], rules), rules).row(0, named=True)
    return row


def _kept(rules: RuleSet, row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
    return {rules.id: {"hash": rules.hash, "row": plain}}
