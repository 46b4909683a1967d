"""Ten thousand random cases of each rule set against the second implementation in ``reference_performance``."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from prestasi_rules import Field, RuleSet, compute, get
from tests.rules import reference_performance as reference

CASES = 10_000
Row = dict[str, Any]
PAIRS: dict[str, Callable[[Row], Row]] = {
    "performance-2022": reference.predicate,
    "performance-suggestion-2022": reference.suggestion,
    "distribution-2023": reference.distribution,
    "performance-2019": reference.legacy,
    "objection-2019": reference.objection,
    "achievement-1": reference.achievement,
    "identity-2007": reference.identity,
    "tpp-jakarta-2021": reference.allowance,
    "tpp-predicate-1": reference.allowance_by_predicate,
    "improvement-2019": reference.improvement,
}


@pytest.mark.parametrize("ruleset_id", PAIRS)
def test_ten_thousand_random_cases(ruleset_id: str) -> None:
    chance = random.Random(ruleset_id)
    rows = [random_row(get(ruleset_id), chance) for _ in range(CASES)]
    for row, result in zip(rows, compute(rows, get(ruleset_id)), strict=True):
        expected = PAIRS[ruleset_id](row)
        assert {name: result[name] for name in expected} == expected, row


def random_row(ruleset: RuleSet, chance: random.Random) -> Row:
    return {field.name: random_value(field, chance) for field in ruleset.inputs}


def random_value(field: Field, chance: random.Random) -> Any:
    if field.nullable and chance.random() < 0.15:
        return None
    if field.codes:
        return chance.choice(field.allowed)
    match field.kind:
        case "boolean":
            return chance.random() < 0.5
        case "date":
            return date(2024, 1, 1) + timedelta(days=chance.randrange(900))
        case "text":
            return random_number(chance)
    return random_figure(field, chance)


def random_figure(field: Field, chance: random.Random) -> Any:
    """Small counts so that ties and thresholds are hit; percentages around their bounds; money anywhere."""
    low = 0 if field.minimum is None else max(field.minimum, -500 if field.scale > 1 else 0)
    if field.unit in ("item", "person"):
        high = chance.choice([1, 6, 25])
    elif field.unit == "rupiah" or field.unit == "minute":
        high = field.maximum or 10**6
    else:
        high = min(field.maximum or 10**6, 13_000)
    stored = chance.randint(low, max(low, min(high, field.maximum or high)))
    if field.scale > 1 and chance.random() < 0.4:
        stored = chance.choice([0, 4999, 5000, 7000, 6999, 8999, 9000, 10_000, 11_000, 12_000])
    return Decimal(stored) / field.scale if field.scale > 1 else stored


def random_number(chance: random.Random) -> str:
    parts = [
        chance.choice(["1990", "1899", "1960", "2004"]),
        chance.choice(["02", "12", "13", "00"]),
        chance.choice(["28", "29", "30", "31", "00"]),
        chance.choice(["2015", "2023", "0000"]),
        chance.choice(["00", "01", "12", "13", "20", "21", "22", "99"]),
        chance.choice("0123"),
        chance.choice(["000", "001", "999", "12", "1A1"]),
    ]
    return chance.choice(["", " "]).join(parts)


def test_shares_of_ten_thousand_wholes() -> None:
    chance = random.Random("slices-1")
    wholes = [random_slices(str(number), chance) for number in range(CASES // 4)]
    rows = [row for whole in wholes for row in whole]
    results = compute(rows, get("slices-1"))
    expected = [share for whole in wholes for share in reference.slices(whole)]
    assert [result["share"] for result in results] == expected
    at = 0
    for whole in wholes:
        assert sum(result["share"] for result in results[at : at + len(whole)]) == whole[0]["whole"]
        at += len(whole)


def random_slices(key: str, chance: random.Random) -> list[Row]:
    start = date(2026, 1, 1)
    whole = Decimal(chance.randint(-20_000, 150_000)) / 1000
    rows = []
    for _ in range(chance.randint(1, 6)):
        end = start + timedelta(days=chance.randrange(120))
        rows.append({"whole_key": key, "starts_on": start, "ends_on": end, "whole": whole})
        start = end + timedelta(days=chance.randint(1, 20))
    return rows
