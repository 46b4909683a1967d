"""What the performance rules promise beyond single examples."""

from datetime import date
from itertools import product
from typing import Any

import polars as pl
from hypothesis import given, settings

from prestasi_rules import compute, get
from prestasi_rules.calendar import add_working_days
from prestasi_rules.codes import RATING, SIASN_PREDICATE
from prestasi_rules.identity import read_number
from prestasi_rules.performance.items import count_results, count_values
from prestasi_rules.performance.periods import combine_periods
from tests.rules.strategies import row

BEST_FIRST = list(RATING)


def test_better_ratings_never_give_a_worse_predicate() -> None:
    rows = [
        {"is_unit_head": False, "unit_achievement": None, "result_rating": result, "behaviour_rating": behaviour}
        for result, behaviour in product(BEST_FIRST, repeat=2)
    ]
    code = {
        (r["result_rating"], r["behaviour_rating"]): r["predicate_code"] for r in compute(rows, get("performance-2022"))
    }
    for result, behaviour in product(range(3), repeat=2):
        here = code[BEST_FIRST[result], BEST_FIRST[behaviour]]
        if behaviour:
            assert code[BEST_FIRST[result], BEST_FIRST[behaviour - 1]] <= here
        if result:
            assert code[BEST_FIRST[result - 1], BEST_FIRST[behaviour]] <= here


@settings(max_examples=30, deadline=None)
@given(row(get("performance-2019")))
def test_a_higher_value_never_gives_a_lower_predicate(one: dict[str, Any]) -> None:
    better = one | {"skp_value": one["skp_value"] and min(one["skp_value"] + 5, 200)}
    low, high = compute([one, better], get("performance-2019"))
    if low["predicate"] and high["predicate"]:
        assert SIASN_PREDICATE[high["predicate"]] <= SIASN_PREDICATE[low["predicate"]]


def test_items_are_counted_and_an_unrated_item_leaves_no_suggestion() -> None:
    items = pl.DataFrame(
        {
            "plan": ["a", "a", "a", "b", "b"],
            "kind": ["UTAMA", "UTAMA", "TAMBAHAN", "UTAMA", "UTAMA"],
            "rating": ["DI_ATAS", "SESUAI", "DI_BAWAH", "DI_ATAS", None],
        }
    )
    a, b = count_results(items, by="plan").sort("plan").to_dicts()
    assert (a["main_above"], a["main_meets"], a["additional_below"], a["main_below"]) == (1, 1, 1, 0)
    assert b["main_above"] is None
    assert count_values(items, by="plan").sort("plan").row(0) == ("a", 1, 1, 1)


def test_periods_are_combined_and_empty_ones_do_not_count() -> None:
    progress = pl.DataFrame(
        {"indicator": ["a"] * 3 + ["b"], "period": [1, 2, 3, 1], "value": [3000, 4000, None, None]},
        schema_overrides={"value": pl.Int64},
    )
    a, b = combine_periods(progress, by="indicator").sort("indicator").to_dicts()
    assert a == {"indicator": "a", "progress_sum": 7000, "progress_last": 4000, "progress_count": 2}
    assert b == {"indicator": "b", "progress_sum": None, "progress_last": None, "progress_count": 0}


def test_the_working_day_reading_of_an_objection() -> None:
    received = date(2026, 1, 20)
    given_row = {
        "received_on": received,
        "working_limit_on": add_working_days(received, 14),
        "objected_on": date(2026, 2, 4),
    }
    calendar, working = (
        compute([given_row], get("objection-2019"), options={"days_are": reading})[0]["is_in_time"]
        for reading in ("calendar", "working")
    )
    assert (calendar, working) == (False, True)


def test_one_number_is_read_by_the_plain_door() -> None:
    number = read_number("19900101 201504 1 001", birth_on=date(1990, 1, 2))
    assert number.is_valid and number.number_kind == "PNS" and number.birth_on == date(1990, 1, 1)
    assert number.warnings == ("birth_date_differs",)
    assert read_number("12").errors == ("not_18_digits",)
