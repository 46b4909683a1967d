"""The ledger of credit points over several periods."""

from datetime import date
from fractions import Fraction

import pytest

from prestasi_rules import RuleInputError, compute, evaluate, get
from prestasi_rules.credit.conversion import PARTS
from prestasi_rules.credit.ledger import Entry, accumulate, months_left, replay
from prestasi_rules.rows import as_frame


def test_conversions_are_summed_exactly_and_rounded_once() -> None:
    rows = [
        {"level": "AHLI_PERTAMA", "predicate": "SANGAT_BAIK", "months": 12, "months_converted": 0},
        {"level": "AHLI_PERTAMA", "predicate": "BAIK", "months": 2, "months_converted": 0},
    ]
    frame = as_frame(rows, get("credit-2023"))
    converted = evaluate(frame.with_columns(person=1), get("credit-2023"))
    [total] = accumulate(converted, by="person").to_dicts()
    assert total == {"person": 1, "conversion_parts": 2_500_000, "months": 14}


def test_we_48_periodic_and_annual_conversion_of_one_year_give_one_year() -> None:
    rows = [
        {"level": "AHLI_PERTAMA", "predicate": "BAIK", "months": 2, "months_converted": 0},
        {"level": "AHLI_PERTAMA", "predicate": "BAIK", "months": 12, "months_converted": 2},
    ]
    parts = sum(result["credit_parts"] for result in compute(rows, get("credit-2023")))
    assert Fraction(parts, PARTS) == Fraction(25, 2)


def test_months_that_are_left_of_a_year() -> None:
    assert months_left([(1, 2)]) == tuple(range(3, 13))
    with pytest.raises(RuleInputError, match=r"\[2\]"):
        months_left([(1, 2), (2, 5)])


def test_we_40_41_surplus_stays_with_a_rank_and_is_lost_with_a_level() -> None:
    entries = [
        Entry(date(2026, 1, 1), "CONVERSION", 215 * PARTS),
        Entry(date(2026, 10, 1), "LEVEL_PROMOTION"),
        Entry(date(2024, 4, 1), "RANK_PROMOTION"),
        Entry(date(2027, 1, 1), "CONVERSION", 75 * PARTS // 2),
    ]
    balances = replay(entries)
    assert [balance.after for balance in balances] == [0, 215, 0, Fraction(75, 2)]
    assert balances[2].lost == 215


def test_a_degree_counts_once() -> None:
    bonus = Entry(date(2026, 1, 1), "DEGREE_BONUS", 25 * PARTS)
    assert replay([bonus])[0].after == 25
    with pytest.raises(RuleInputError, match="sekali"):
        replay([bonus, bonus])
