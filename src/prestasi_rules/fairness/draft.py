"""Rancangan aturan: a rule set with parts changed, to replay a period under. Never registered, never in force."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from prestasi_rules.codes import PREDICATE, RATING
from prestasi_rules.engine import evaluate
from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.fixed import col, quadrant
from prestasi_rules.performance.predicate import QUADRANT
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step

Cell = tuple[str, str]


def with_quadrant(rules: RuleSet, changed: Mapping[Cell, str]) -> RuleSet:
    """The rule set with other predicates in some cells (result, behaviour); without a change it is the same object.

    Raises ``RuleInputError`` for codes that do not exist.
    """
    table = {**QUADRANT, **changed}
    problems = [
        Problem(None, "/".join(cell), "sel atau predikat tidak dikenal", ", ".join(PREDICATE))
        for cell, code in changed.items()
        if cell not in QUADRANT or code not in PREDICATE
    ]
    if problems:
        raise RuleInputError(problems)
    if table == QUADRANT:
        return rules
    return replace(rules, id=f"{rules.id}-draft", steps=tuple(_step(step, table) for step in rules.steps))


def _step(step: Step, table: Mapping[Cell, str]) -> Step:
    if step.name != "predicate":
        return step

    def build(p: object) -> object:
        return quadrant(col("effective_result_rating"), col("behaviour_rating"), table)

    return replace(step, build=build, table=table)  # type: ignore[arg-type]


def by_achievement(achievement_bp: pl.Expr, above_from: int, below_under: int) -> pl.Expr:
    """Result rating from the mean achievement in hundredths of a percent, by two limits; null stays null."""
    above, meets, below = RATING
    return (
        pl.when(achievement_bp >= above_from)
        .then(pl.lit(above))
        .when(achievement_bp < below_under)
        .then(pl.lit(below))
        .when(achievement_bp.is_not_null())
        .then(pl.lit(meets))
    )


def capped(people: pl.DataFrame, percent: int) -> pl.DataFrame:
    """``predicate`` of ``people`` (columns unit, is_unit_head, achievement_bp, id) with at most ``percent`` of each
    unit's people, its head left out, in the highest predicate: those with the lowest achievement become the next one.
    """
    top, following, *_ = PREDICATE
    counted = ~pl.col("is_unit_head") & pl.col("predicate").is_not_null()
    room = counted.sum().over("unit") * percent // 100
    holds = counted & (pl.col("predicate") == top)
    order = pl.struct(-pl.col("achievement_bp").fill_null(-1), "id")
    place = pl.when(holds).then(order.rank("ordinal").over("unit", holds))
    return people.with_columns(predicate=pl.when(holds & (place > room)).then(pl.lit(following)).otherwise("predicate"))


def replayed(read: pl.DataFrame, rules: RuleSet) -> pl.Series:
    """The predicate codes under the rules, row by row."""
    predicate: pl.Series = evaluate(read, rules)["predicate"]
    return predicate
