"""Rows to the statistics of fairness and to draft rules, and back. The only module here that imports the rules."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from prestasi.performance import mapping_year
from prestasi_rules import codes
from prestasi_rules.fairness import cost
from prestasi_rules.fairness.crossed import layers_of, pattern, shares
from prestasi_rules.fairness.draft import by_achievement, capped, replayed, with_quadrant
from prestasi_rules.fairness.gaps import gaps
from prestasi_rules.fairness.ordinal import METHOD as ORDINAL_METHOD
from prestasi_rules.fairness.ordinal import SCHEMA as GRADED
from prestasi_rules.fairness.ordinal import Ordinal, ordinal
from prestasi_rules.fairness.raters import METHOD, Habits, habits
from prestasi_rules.fairness.scores import SCHEMA as SCORES
from prestasi_rules.fairness.scores import WORDS
from prestasi_rules.performance.predicate import QUADRANT
from prestasi_rules.registry import get, rulesets
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.statistics.cells import LIMIT, hidden_cells

__all__ = ["LIMIT", "METHOD", "ORDINAL_METHOD", "WORDS", "Habits", "Ordinal", "habits"]

RATER_READ = {**SCORES, "predicate": pl.Int64}
"""One evaluation of a closed quarter as the figures of raters read it."""

READ = {
    **mapping_year.READ,
    "person_id": pl.Int64,
    "office_id": pl.Int64,
    "rater_id": pl.Int64,
    "sex": pl.String,
    "born_on": pl.Date,
    "employment": pl.String,
    "kind": pl.String,
    "pattern": pl.String,
    "disability": pl.String,
    "achievement_bp": pl.Int64,
}
"""One evaluation with everything the reports and simulations of a period read."""

UPPER = ("jpt_madya", "jpt_pratama", "administrator")  # few people each: one group
AGES = ((30, "u30"), (40, "30-39"), (50, "40-49"), (200, "50+"))
DIMENSIONS = ("sex", "age", "kind", "employment", "pattern", "disability", "office")
MEASURES = ("very_good", "good", "above", "below")
NUMBERS = codes.SIASN_PREDICATE
RATING_CODES = tuple(codes.RATING)
ALLOWANCES = (cost.BY_PREDICATE, cost.BY_RESULT)
KINDS = ("upper", "pengawas", "jf", "pelaksana")
MOST_AMOUNT = 200_000_000
POST_GROUPS = {"jpt_madya": "JPT", "jpt_pratama": "JPT", "administrator": "STRUCTURAL", "pengawas": "STRUCTURAL"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of the rules. The default is what is in force: ratings as decided, the quadrant as published.

    `basis`: decided (result ratings as they are), items (from the ratings of the results) or achievement (from the
    mean achievement, hundredths of a percent). `cells`: "RESULT/BEHAVIOUR" -> predicate code. `most_very_good`: share
    of a unit in percent. `allowance`: one of `ALLOWANCES` or empty, then no cost is computed; `amounts`: kind of post
    (`KINDS`) -> lowest and highest monthly amount in rupiah.
    """

    ruleset: str = "performance-2022"
    basis: str = "decided"
    majority_of: int = 2
    small_part_of: int = 3
    main_only: bool = False
    above_from: int = 11_000
    below_under: int = 9_000
    cells: Mapping[str, str] = field(default_factory=dict)
    most_very_good: int | None = None
    allowance: str = ""
    amounts: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def predicate_rulesets(on: dt.date) -> list[tuple[str, str]]:
    """(id, title) of the published rule sets of the predicate in force on a day."""
    return [(r.id, r.title.id) for r in rulesets().values() if r.subject == "performance" and r.is_in_force(on)]


def ruleset_hash(ruleset: str) -> str:
    return get(ruleset).hash


def quadrant_cells() -> list[tuple[str, str, str]]:
    """(result, behaviour, predicate) of the published quadrant, best first."""
    return [(r, b, QUADRANT[r, b]) for r in RATING_CODES for b in RATING_CODES]


def rules_of(draft: Draft) -> tuple[RuleSet, RuleSet]:
    """Predicate and suggestion rules under the draft; unchanged parts are the published rule sets themselves."""
    changed = {(cell.split("/")[0], cell.split("/")[1]): code for cell, code in draft.cells.items()}
    predicate = with_quadrant(get(draft.ruleset), changed)
    suggestion = get("performance-suggestion-2022")
    if (draft.majority_of, draft.small_part_of) != (2, 3):
        suggestion = suggestion.adapted(majority_of=draft.majority_of, small_part_of=draft.small_part_of)
    return predicate, suggestion


def draft_hash(draft: Draft) -> str:
    """Over the draft's own figures and the rules that follow from them."""
    predicate, suggestion = rules_of(draft)
    own = json.dumps([draft.basis, draft.main_only, draft.above_from, draft.below_under, draft.most_very_good])
    if draft.allowance:
        own += json.dumps([get(draft.allowance).hash, draft.amounts], sort_keys=True)
    return hashlib.sha256(f"{own}{predicate.hash}{suggestion.hash}".encode()).hexdigest()


def simulated(read: pl.DataFrame, draft: Draft) -> pl.DataFrame:
    """Evaluations (`READ`, whole units) -> id, person_id, unit_id, before, after (SIASN codes 1 to 5 or null).

    `before` is what is stored, or, where nothing is stored yet, what the published rules make of the ratings.
    """
    predicate, suggestion = rules_of(draft)
    after = replayed(_inputs(read, _result(read, draft, suggestion)), predicate)
    frame = read.with_columns(predicate=after, unit=pl.col("unit_id"))
    if draft.most_very_good is not None:
        frame = capped(frame, draft.most_very_good)
    return frame.select(
        "id", "person_id", "unit_id", before=decided(read), after=_numbers(frame["predicate"])
    )  # fmt: skip


def decided(read: pl.DataFrame) -> pl.Series:
    """The stored predicate of each row, or what the rule set in force makes of the decided ratings."""
    by_law = _numbers(replayed(_inputs(read, _decided_result(read)), get("performance-2022")))
    return pl.select(pl.coalesce(read["stored"], by_law).alias("decided"))["decided"]


def _numbers(predicate: pl.Series) -> pl.Series:
    return predicate.replace_strict(NUMBERS, default=None, return_dtype=pl.Int64)


def _decided_result(read: pl.DataFrame) -> pl.Series:
    return read["result"].replace_strict(mapping_year.RATINGS, default=None, return_dtype=pl.String)


def _result(read: pl.DataFrame, draft: Draft, suggestion: RuleSet) -> pl.Series:
    if draft.basis == "achievement":
        rated = by_achievement(pl.col("achievement_bp"), draft.above_from, draft.below_under)
        return read.select(rated.alias("result"))["result"]
    if draft.basis == "items":
        return mapping_year.suggested_results(_main_only(read) if draft.main_only else read, suggestion)
    return _decided_result(read)


def _main_only(read: pl.DataFrame) -> pl.DataFrame:
    return read.with_columns(pl.lit(0, pl.Int64).alias(name) for name in read.columns if name.startswith("additional_"))


def _inputs(read: pl.DataFrame, result: pl.Series) -> pl.DataFrame:
    behaviour = read["behaviour"].replace_strict(mapping_year.RATINGS, default=None, return_dtype=pl.String)
    return read.select("is_unit_head", "unit_achievement").with_columns(
        result.alias("result_rating"), behaviour.alias("behaviour_rating")
    )


def grouped(read: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Rows with the columns of `DIMENSIONS` as group codes ("" where nothing is known), and `predicate`."""
    years = pl.lit(day).dt.year() - pl.col("born_on").dt.year()
    had = (pl.lit(day).dt.month() * 100 + pl.lit(day).dt.day()) >= (
        pl.col("born_on").dt.month().cast(pl.Int32) * 100 + pl.col("born_on").dt.day()
    )
    age = pl.when(had).then(years).otherwise(years - 1)
    band = pl.coalesce(*(pl.when(age < under).then(pl.lit(name)) for under, name in AGES))
    return read.with_columns(
        decided(read).alias("predicate"),
        age=band,
        office=pl.col("office_id").cast(pl.String).fill_null(""),
        post_kind="kind",
        kind=pl.when(pl.col("kind").is_in(UPPER)).then(pl.lit("upper")).otherwise("kind"),
    ).with_columns(pl.col("pattern").fill_null(""), pl.col("disability").fill_null(""))


def graded(read: pl.DataFrame) -> Ordinal:
    """Raters (`RATER_READ`) compared on the predicates of their evaluations."""
    return ordinal(read.select(*GRADED))


def slices(rows: pl.DataFrame, dimension: str, measure: str = "very_good") -> list[dict[str, Any]]:
    """Rows of `grouped` -> one row for each group of the dimension, see `gaps`; people without a group are left out.

    Like is compared with like inside the same office and kind of post (for those two dimensions: the other one).
    """
    known = rows.filter(pl.col("predicate").is_not_null(), pl.col(dimension) != "")
    others = [name for name in ("office", "kind") if name != dimension]
    people = known.select(
        pl.col(dimension).alias("group"), _hit(measure).alias("hit"), stratum=pl.concat_str(others, separator="|")
    )
    return gaps(people).to_dicts()


def _hit(measure: str) -> pl.Expr:
    result = pl.col("result").fill_null(0)
    return {
        "very_good": pl.col("predicate") == 1,
        "good": pl.col("predicate") <= 2,
        "above": result == 1,
        "below": result == 3,
    }[measure]


def costed(rows: pl.DataFrame, draft: Draft) -> pl.DataFrame:
    """Rows of `grouped` with `after` -> the same with yearly cost in rupiah (`cost.SUMS`), null where it is unknown."""
    low, high = ({kind: ends[at] for kind, ends in draft.amounts.items()} for at in (0, 1))
    words = {number: code for code, number in NUMBERS.items()}
    people = rows.select(
        before=pl.col("predicate").replace_strict(words, default=None, return_dtype=pl.String),
        after=pl.col("after").replace_strict(words, default=None, return_dtype=pl.String),
        post_group=pl.col("post_kind").replace_strict(POST_GROUPS, default="STAFF", return_dtype=pl.String),
        plan_result=pl.col("achievement_bp").clip(0, 1_000_000),
        low=pl.col("kind").replace_strict(low, default=None, return_dtype=pl.Int64),
        high=pl.col("kind").replace_strict(high, default=None, return_dtype=pl.Int64),
    )
    return rows.hstack(cost.yearly(people, draft.allowance).select(cost.SUMS))


def cost_total(rows: pl.DataFrame) -> dict[str, int]:
    """Sums of `costed` rows in rupiah a year, with the people whose cost is known and those left out."""
    return cost.total(rows)


@dataclass(frozen=True, slots=True)
class Crossed:
    """Two characteristics at once. `cells`: (row, column) code -> people, share, low, high (tenths of a percent); None
    is hidden, and where nobody is there is no entry."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], tuple[int, int, int, int] | None]


def crossed(rows: pl.DataFrame, pair: tuple[str, str], measure: str, beside: pl.DataFrame | None = None) -> Crossed:
    """Rows of `grouped` cut by two dimensions. `beside`: people whom the reader could get by taking these away from a
    larger table; what is small among them is hidden here too. The pattern is the same for all measures."""
    known = _paired(rows, pair)
    groups = (known["row"].unique().sort().to_list(), known["column"].unique().sort().to_list())
    if known.is_empty():
        return Crossed([], [], {})
    forced = set() if beside is None else pattern(_partitions(_paired(beside, pair), groups))
    hidden = pattern(_partitions(known, groups), forced)
    counted = known.group_by("row", "column").agg(hits=pl.col(measure).sum().cast(pl.Int64), n=pl.len().cast(pl.Int64))
    found = {(r, c): (hits, n) for r, c, hits, n in counted.sort("row", "column").iter_rows()}
    blank = {(groups[0][r], groups[1][c]) for r, c in hidden}
    shown = [at for at in found if at not in blank]
    figures = dict(zip(shown, shares([found[at] for at in shown]), strict=True))
    cells = {at: (found[at][1], *figures[at]) if at in figures else None for at in [*found, *sorted(blank)]}
    return Crossed(groups[0], groups[1], cells)


def _paired(rows: pl.DataFrame, pair: tuple[str, str]) -> pl.DataFrame:
    known = rows.filter(pl.col("predicate").is_not_null(), pl.col(pair[0]) != "", pl.col(pair[1]) != "")
    return known.select(
        *(_hit(name).alias(name) for name in MEASURES), row=pair[0], column=pair[1],
        by_predicate=pl.col("predicate").clip(1, 3), by_result=pl.col("result").fill_null(0),
    )  # fmt: skip


def _partitions(paired: pl.DataFrame, groups: tuple[list[str], list[str]]) -> list[Any]:
    return [layers for outcome in ("by_predicate", "by_result") if (layers := layers_of(paired, outcome, groups))]


def gains(rows: pl.DataFrame, dimension: str) -> list[dict[str, Any]]:
    """Rows of `grouped` with `after` -> for each group: n, up, down (people), small cells and their complement hidden.

    A lower predicate code is the better one. Of a hidden group only its name is given. Rows with cost bring the change
    of the yearly cost of their group.
    """
    known = rows.filter(pl.col("predicate").is_not_null(), pl.col("after").is_not_null(), pl.col(dimension) != "")
    counted = (
        known.group_by(pl.col(dimension).alias("group"))
        .agg(
            *(pl.col(name).sum() for name in ("change_low", "change_high") if name in rows.columns),
            n=pl.len().cast(pl.Int64),
            up=(pl.col("after") < pl.col("predicate")).sum().cast(pl.Int64),
            down=(pl.col("after") > pl.col("predicate")).sum().cast(pl.Int64),
        )
        .sort("group")
    )
    grid = [(up, down, n - up - down) for n, up, down in counted.select("n", "up", "down").iter_rows()]
    hidden = {row for row, _ in hidden_cells(grid)}
    return [
        {"group": row["group"], "is_hidden": True} if at in hidden else row | {"is_hidden": False}
        for at, row in enumerate(counted.to_dicts())
    ]
