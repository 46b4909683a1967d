"""The frames of the yearly close: whole chunks of evaluations to the rules and back. Same rule sets as `mapping`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import polars as pl

from prestasi_rules import codes
from prestasi_rules.engine import evaluate
from prestasi_rules.registry import in_force
from prestasi_rules.ruleset import RuleSet

RATINGS = {number: code for code, number in codes.SIASN_RATING.items()}
COUNTS = tuple(f"{group}_{word}" for group in ("main", "additional", "values") for word in ("above", "meets", "below"))
READ = {
    "id": pl.Int64,
    "plan_id": pl.Int64,
    "unit_id": pl.Int64,
    "is_unit_head": pl.Boolean,
    "unit_achievement": pl.String,
    "result": pl.Int64,
    "behaviour": pl.Int64,
    **dict.fromkeys(COUNTS, pl.Int64),
    "unrated_items": pl.Int64,
    "stored": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class YearRules:
    """The rule sets in force on the last day of the year."""

    predicate: RuleSet
    suggestion: RuleSet

    @property
    def id(self) -> str:
        return self.predicate.id

    @property
    def hash(self) -> str:
        return self.predicate.hash


def rules_on(day: dt.date) -> YearRules:
    return YearRules(in_force("performance", day), in_force("performance-suggestion", day))


def outcome(read: pl.DataFrame, rules: YearRules) -> pl.DataFrame:
    """A chunk with columns `READ` -> id, plan_id, unit_id, stored, predicate, both suggestions (1-3), steps (JSON).

    `predicate` is the SIASN code 1 to 5, null while a rating is missing. Every step of both rule sets is in `steps`.
    """
    by_law = evaluate(_predicate_inputs(read), rules.predicate)
    by_items = evaluate(_suggestion_inputs(read), rules.suggestion)
    return read.select("id", "plan_id", "unit_id", "stored").with_columns(
        by_law["predicate_code"].alias("predicate"),
        by_items["suggested_result"].replace_strict(codes.SIASN_RATING, default=None).alias("result_suggested"),
        by_items["suggested_behaviour"].replace_strict(codes.SIASN_RATING, default=None).alias("behaviour_suggested"),
        _steps((rules.predicate, by_law), (rules.suggestion, by_items)).alias("steps"),
    )


def suggested_results(read: pl.DataFrame, rules: RuleSet) -> pl.Series:
    """Result rating codes that the item ratings of a chunk suggest under these suggestion rules; null: half a sheet."""
    return evaluate(_suggestion_inputs(read), rules)["suggested_result"]


def _predicate_inputs(read: pl.DataFrame) -> pl.DataFrame:
    return read.select(
        "is_unit_head",
        "unit_achievement",
        pl.col("result").replace_strict(RATINGS, default=None, return_dtype=pl.String).alias("result_rating"),
        pl.col("behaviour").replace_strict(RATINGS, default=None, return_dtype=pl.String).alias("behaviour_rating"),
    )


def _suggestion_inputs(read: pl.DataFrame) -> pl.DataFrame:
    """Half a sheet gives no suggestion: counts are null while an item is unrated."""
    complete = pl.col("unrated_items") == 0
    return read.select(
        *(pl.when(complete).then(pl.col(name)).alias(name) for name in COUNTS if not name.startswith("values")),
        *(pl.col(name) for name in COUNTS if name.startswith("values")),
        pl.lit(False).alias("breach_is_proven"),
    )


def _steps(*parts: tuple[RuleSet, pl.DataFrame]) -> pl.Series:
    """`{rule set: {"hash": ..., "row": {...}}, ...}` as JSON text: the form in which evaluations keep their steps."""
    pieces: list[Any] = []
    frames = []
    for number, (rules, frame) in enumerate(parts):
        opening = "{" if number == 0 else ","
        pieces += [pl.lit(f'{opening}"{rules.id}":{{"hash":"{rules.hash}","row":'), pl.col(f"row{number}"), pl.lit("}")]
        frames.append(frame.select(pl.struct(pl.all()).struct.json_encode().alias(f"row{number}")))
    joined = pl.concat(frames, how="horizontal")
    return joined.select(pl.concat_str(*pieces, pl.lit("}")).alias("steps"))["steps"]


def patterns(units: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """unit_id, unit_achievement and head counts per predicate -> the same with `warnings` and `fits_pattern`."""
    rules = in_force("distribution", day)
    return evaluate(units, rules)


def count_columns() -> dict[int, str]:
    """SIASN predicate code -> the column of head counts that the distribution rules read."""
    return {number: f"count_{code.lower()}" for code, number in codes.SIASN_PREDICATE.items()}
