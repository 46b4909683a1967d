"""Random cases of the career rules against the second implementation in ``reference_career``.

A normal run draws 500 cases in all; ``PRESTASI_CAREER_CASES=10000`` draws ten thousand.
"""

import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from prestasi_rules import Field, RuleSet, compute, get
from tests.rules import reference_career as reference

Row = dict[str, Any]
PAIRS: dict[str, Callable[[Row, Row], Row]] = {
    "credit-2023": reference.credit,
    "credit-ledger-2023": reference.ledger,
    "rank-dates-biannual": reference.rank_date,
    "rank-dates-2024": reference.rank_date,
    "rank-dates-2025": reference.rank_date,
    "rank-promotion-2025": reference.promotion,
    "talent-2020-direct": reference.talent("direct"),
    "talent-bkn-411-2025-a": reference.talent("a"),
    "talent-bkn-411-2025-b": reference.talent("b"),
    "ipasn-2018": reference.ipasn,
    "jpm-bkn-2019": reference.jpm,
    "merit-2018": reference.merit,
}
CASES = -(-int(os.environ.get("PRESTASI_CAREER_CASES", "500")) // len(PAIRS))
ROUND_FIGURES = (0, 5000, 6000, 7500, 7999, 8000, 8500, 10_000)


@pytest.mark.parametrize("ruleset_id", PAIRS)
def test_random_cases(ruleset_id: str) -> None:
    ruleset, chance = get(ruleset_id), random.Random(ruleset_id)
    rows = [random_row(ruleset, chance) for _ in range(CASES)]
    readings = {option.name: chance.choice(list(option.readings)) for option in ruleset.options}
    for options in ({}, readings):
        for row, result in zip(rows, compute(rows, ruleset, options=options), strict=True):
            expected = PAIRS[ruleset_id](row, options)
            assert {name: result[name] for name in expected} == expected, (options, row)


def random_row(ruleset: RuleSet, chance: random.Random) -> Row:
    row = {field.name: random_value(field, chance) for field in ruleset.inputs}
    for name in [name for name in row if name.endswith("_items")]:
        items = row[name]
        row[name.replace("_items", "_sum")] = chance.randint(items, 4 * items) if chance.random() > 0.01 else None
    if row.get("level") in reference.THRESHOLDS and "rank" in row:
        first = reference.RANKS.index(reference.THRESHOLDS[row["level"]][0])
        row["rank"] = reference.RANKS[min(max(first + chance.randint(-1, 3), 0), 16)]
    return row


def random_value(field: Field, chance: random.Random) -> Any:
    if field.nullable and chance.random() < 0.04:
        return None
    if field.codes:
        return chance.choice(field.allowed)
    if field.kind == "boolean":
        return chance.random() < 0.5
    if field.kind == "date":
        return date(2023, 6, 1) + timedelta(days=chance.randrange(1000))
    return random_figure(field, chance)


def random_figure(field: Field, chance: random.Random) -> Any:
    """Anywhere in the range, and often on the figures at which a table turns."""
    low, high = field.minimum or 0, min(field.maximum or 10**6, 30_000_000)
    if field.scale > 1 and high >= max(ROUND_FIGURES) and chance.random() < 0.7:
        stored = chance.choice(ROUND_FIGURES)
    elif field.scale > 1 and high <= 500:
        stored = chance.choice([100, 200, 250, 300, 400, high])
    elif field.unit in ("learning_hour", "year"):
        stored = chance.randint(low, min(high, 40))
    else:
        stored = chance.randint(low, high)
    return Decimal(stored) / field.scale if field.scale > 1 else stored
