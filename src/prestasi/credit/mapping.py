"""Rows to the rules of *angka kredit* and back. The only module of the app that imports the rules.

Points are thousandths, exact sums are the rules' 120,000ths (`parts`). Everything is batched: one frame for a list.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl
from django.utils.translation import get_language

from prestasi_rules import codes
from prestasi_rules.credit import ledger
from prestasi_rules.credit.conversion import PARTS
from prestasi_rules.credit.levels import LEVEL
from prestasi_rules.engine import evaluate
from prestasi_rules.explain import Node, explain_result
from prestasi_rules.registry import get, in_force
from prestasi_rules.rows import POLARS
from prestasi_rules.ruleset import RuleSet

LEVELS = tuple(LEVEL)
"""Codes of the functional levels, from Pemula to Ahli Utama."""
PREDICATES = {number: code for code, number in codes.SIASN_PREDICATE.items()}
GRADES = {order: grade for grade, order in codes.RANK_ORDER.items()}
THOUSANDTH = PARTS // 1000
BONUS, CONVERSION, LEVEL_CHANGE, OPENING, RANK_CHANGE = (
    "DEGREE_BONUS", "CONVERSION", "LEVEL_PROMOTION", "OPENING", "RANK_PROMOTION",
)  # fmt: skip
Steps = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Months of one predicate (1 to 5) in one level; `converted`: months of them that were converted before."""

    level: str
    predicate: int
    months: int
    converted: int
    on: dt.date


@dataclass(frozen=True, slots=True)
class Converted:
    """What the conversion gives: `coefficient` in hundredths a year, `credit` in thousandths, `parts` exact."""

    coefficient: int
    percent: int
    months: int
    parts: int
    credit: int
    steps: Steps


@dataclass(frozen=True, slots=True)
class Stood:
    """One account for the thresholds: exact conversions and thousandths brought in, both within the level."""

    level: str
    rank: int
    parts: int
    opening: int
    has_new_degree: bool = False
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The next rank or level: points in thousandths, `threshold` in whole points. None: no next one by credit."""

    threshold: int | None
    is_reached: bool | None
    short: int | None
    surplus: int | None
    months: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The account against both thresholds."""

    total: int
    bonus: int
    rank: Goal
    level: Goal
    steps: Steps


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the ledger for the running balance; `parts` come in."""

    on: dt.date
    kind: str
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Running:
    """The balance around an entry, in thousandths; `lost` is the surplus that a new level ended."""

    before: int
    lost: int
    after: int


@dataclass(frozen=True, slots=True)
class Why:
    """One figure of a rule explanation, and whether its source is still unverified."""

    label: str
    value: str
    sentence: str
    basis: str
    is_unverified: bool
    children: tuple[Why, ...] = ()


def level_words(level: str) -> str:
    """ "AHLI_MUDA" -> "Ahli Muda"."""
    return LEVEL[level].read(_lang()) if level in LEVEL else level


def level_order(level: str | None) -> int:
    return LEVELS.index(level) if level in LEVEL else -1


def levels_of(titles: Iterable[str], on: dt.date) -> dict[str, str | None]:
    """Title of a post -> its level, in one frame."""
    rules, wanted = in_force("functional-level", on), sorted(set(titles))
    if not wanted:
        return {}
    frame = evaluate(pl.DataFrame({"post_name": wanted}, schema={"post_name": pl.String}), rules)
    return dict(frame.select("post_name", "level").iter_rows())


def conversions(rows: Sequence[Asked]) -> list[Converted]:
    """Each row under the rule set in force on its day, in the given order."""
    found: dict[int, Converted] = {}
    groups: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[in_force("credit", row.on).id].append(place)
    for ruleset, places in groups.items():
        rules = get(ruleset)
        given = [_asked(rows[place]) for place in places]
        for place, said in zip(places, _evaluated(rules, given), strict=True):
            found[place] = Converted(
                said["coefficient"], said["percent"], said["months_counted"], said["credit_parts"], said["credit"],
                _kept(rules, said),
            )  # fmt: skip
    return [found[place] for place in range(len(rows))]


def _asked(row: Asked) -> dict[str, Any]:
    return {
        "level": row.level, "predicate": PREDICATES[row.predicate], "months": row.months,
        "months_converted": row.converted,
    }  # fmt: skip


def bases(pairs: Iterable[tuple[str, int]], on: dt.date) -> dict[tuple[str, int], tuple[int, Steps]]:
    """(level, rank) -> *AK dasar* in thousandths with its steps; a rank below the level has none and is nought."""
    wanted = sorted(set(pairs))
    if not wanted:
        return {}
    rules = in_force("credit-base", on)
    fixed = {"predicate": None, "years_in_rank": 0, "is_at_peak": False, "is_moving_in": False}
    rows = _evaluated(rules, [{"level": level, "rank": GRADES[rank], **fixed} for level, rank in wanted])
    return {pair: ((row["base_credit"] or 0) * 1000, _kept(rules, row)) for pair, row in zip(wanted, rows, strict=True)}


def standings(rows: Sequence[Stood], on: dt.date) -> list[Standing]:
    """Total, thresholds and what is missing, in one frame."""
    if not rows:
        return []
    rules = in_force("credit-ledger", on)
    given = [
        {
            "level": row.level, "rank": GRADES[row.rank], "conversion_parts": row.parts, "opening_credit": row.opening,
            "has_new_degree": row.has_new_degree,
            "expected_predicate": PREDICATES[row.expected] if row.expected else None,
        }
        for row in rows
    ]  # fmt: skip
    return [_standing(rules, row) for row in _evaluated(rules, given)]


def _standing(rules: RuleSet, row: Mapping[str, Any]) -> Standing:
    rank, level = (_goal(row, name) for name in ("rank", "level"))
    return Standing(row["total"], row["degree_bonus"], rank, level, _kept(rules, row))


def _goal(row: Mapping[str, Any], name: str) -> Goal:
    return Goal(
        row[f"{name}_threshold"], row[f"reaches_{name}"], row[f"{name}_short"], row[f"{name}_surplus"],
        row[f"{name}_months"],
    )  # fmt: skip


def bonus_of(level: str, on: dt.date) -> tuple[int, Steps]:
    """What a higher degree is worth in a level, in thousandths, with its steps."""
    found = standings([Stood(level, min(GRADES), 0, 0, has_new_degree=True)], on)[0]
    return found.bonus, found.steps


def running(steps: Sequence[Step]) -> list[Running]:
    """The balance around each entry, in the order of the rules (by day)."""
    entries = [ledger.Entry(step.on, step.kind, step.parts) for step in steps]  # type: ignore[arg-type]
    return [Running(half_up(b.before), half_up(b.lost), half_up(b.after)) for b in ledger.replay(entries)]


def half_up(credit: Fraction) -> int:
    """An exact number of points in thousandths, rounded once."""
    scaled = credit * 1000
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def thousandths(parts: int) -> int:
    """An exact sum of the rules in thousandths, rounded once."""
    return half_up(Fraction(parts, PARTS))


def why(steps: Mapping[str, Any] | None, output: str) -> Why | None:
    """The tree of one kept result; None when its rule text is no longer installed."""
    for ruleset, kept in (steps or {}).items():
        rules = get(ruleset)
        if kept["hash"] == rules.hash and output in {step.name for step in rules.steps}:
            told = explain_result(kept["row"], rules, "en" if _lang() == "en" else "id")
            return next((_why(node) for node in told.nodes if node.name == output), None)
    return None


def unverified(rulesets: Iterable[str]) -> tuple[str, ...]:
    """What is still unverified in these rule sets: their doubts in words."""
    return tuple(doubt.read(_lang()) for name in rulesets for doubt in get(name).doubts)


def _why(node: Node) -> Why:
    is_unverified = node.status == "unverified"
    children = tuple(_why(child) for child in node.children)
    return Why(node.label, node.formatted, node.sentence, node.basis, is_unverified, children)


def _lang() -> Any:
    return "en" if (get_language() or "id").startswith("en") else "id"


def _evaluated(rules: RuleSet, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    schema = {field.name: POLARS[field.kind] for field in rules.inputs}
    frame: list[dict[str, Any]] = evaluate(pl.DataFrame(list(given), schema=schema), rules).to_dicts()
    return frame


def _kept(rules: RuleSet, row: Mapping[str, Any]) -> Steps:
    return {rules.id: {"hash": rules.hash, "row": dict(row)}}
