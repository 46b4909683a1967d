"""From answers and cases to the rule sets of the citizens' half, and the working days that are columns."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from prestasi_rules import RuleInputError, compute, evaluate, get
from prestasi_rules.calendar import add_working_days
from prestasi_rules.calendar.columns import LAST_DAY, day_of
from prestasi_rules.complaints.closing import distance
from prestasi_rules.complaints.jakarta import sum_clocks
from prestasi_rules.fixed import col, root_floor
from prestasi_rules.rows import as_frame
from prestasi_rules.satisfaction.elements import ELEMENTS
from prestasi_rules.satisfaction.tally import by_region, spread, tally
from prestasi_rules.statistics.cases_mix import expected
from prestasi_rules.statistics.cells import hidden_cells
from prestasi_rules.statistics.certainty import band_probability

FORM = {"order": "REGULATION", "direction": "RISING", "choices": 4}


def forms() -> pl.DataFrame:
    """Ten forms: all 3, with `waktu` answered by eight that sum to 26."""
    waktu = [4, 4, 3, 3, 3, 3, 3, 3, None, None]
    return pl.DataFrame({"unit": ["a"] * 10} | {e: waktu if e == "waktu" else [3] * 10 for e in ELEMENTS})


def test_citizen_e07_missing_answers_leave_numerator_and_denominator() -> None:
    [row] = tally(forms(), by="unit").to_dicts()
    assert (row["waktu_sum"], row["waktu_answers"], row["biaya_answers"]) == (26, 8, 10)
    result = evaluate(tally(forms(), by="unit"), get("skm-2017")).to_dicts()[0]
    assert (result["waktu_nrr"], result["ikm"]) == (325, 7569)


def test_an_element_that_was_not_asked_stays_empty() -> None:
    [row] = tally(forms(), by="unit", unused={"biaya"}).to_dicts()
    assert row["biaya_sum"] is None and row["biaya_answers"] is None
    assert compute([{k: v for k, v in row.items() if k != "unit"}], get("skm-2017"))[0]["elements_used"] == 8


@pytest.mark.parametrize(
    "change", [{"direction": None}, {"order": None}, {"choices": 5}, {"answer_1": 5}, {"answer_1": 0}]
)
def test_citizen_e14_an_import_without_declared_direction_or_with_five_choices_is_refused(change: Any) -> None:
    row = FORM | {f"answer_{number}": 3 for number in range(1, 10)}
    with pytest.raises(RuleInputError):
        compute([row | change], get("skm-answers-2017"))


def test_respondents_spread_is_exact() -> None:
    parts = [
        result["respondent_parts"]
        for result in compute(
            [FORM | {f"answer_{n}": score for n in range(1, 10)} for score in (2, 3, 4, 4)], get("skm-answers-2017")
        )
    ]
    assert spread([*parts, None]) == {"n": 4, "mean": Decimal("81.2500"), "sd": Decimal("23.9357")}
    assert spread([]) == {"n": 0, "mean": None, "sd": None}


def test_a_region_is_summed_from_its_units() -> None:
    units = pl.DataFrame({"region": ["r"] * 3, "ikm": [8000, 9000, None], "respondents": [900, 100, 7]})
    [result] = evaluate(by_region(units, by="region"), get("skm-region-2017")).to_dicts()
    assert (result["plain"], result["weighted"], result["units_without"]) == (8500, 8100, 1)


def test_citizen_e16_probability_of_the_band() -> None:
    assert band_probability(Decimal("88.90"), Decimal("9.5"), 150) == Decimal("0.78")
    assert band_probability(Decimal("81.98"), Decimal("10"), 707) == Decimal("1.00")
    with pytest.raises(ValueError, match="two respondents"):
        band_probability(Decimal("80"), Decimal("1"), 1)


@pytest.mark.parametrize("reading", ["off", "working"])
def test_every_working_day_limit_agrees_with_counting_day_by_day(reading: str) -> None:
    first = date(2024, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(2027, 11, 1) - first).days)]
    rows = [{"received_on": day, "answered_on": None, "on": day} for day in days]
    results = compute(rows, get("complaint-sleman-2018"), options={"joint_leave": reading})
    off = reading == "off"
    assert [r["answer_by"] for r in results] == [add_working_days(day, 13, joint_leave_is_off=off) for day in days]


def test_citizen_e29_a_calendar_that_is_not_loaded_gives_no_date() -> None:
    ruleset = get("complaint-days-2025")
    row = {field.name: None for field in ruleset.inputs} | {
        "kind": "berkadar_pengawasan", "received_on": date(2026, 12, 21), "routed_on": date(2026, 12, 21),
        "on": date(2026, 12, 21),
    }  # fmt: skip
    [loaded] = compute([row], ruleset)
    assert loaded["answer_by"] is not None and loaded["answer_by"].year == 2027
    frame = nw.from_native(pl.DataFrame({"number": [loaded["routed_number"] + 60]}).lazy())
    until_2026 = day_of(col("number"), ruleset.parameters_under({}), until=date(2026, 12, 31))
    assert frame.select(until_2026.alias("day")).collect()["day"][0] is None


def test_regional_holidays_move_a_limit() -> None:
    row = {"received_on": date(2026, 3, 2), "answered_on": None, "on": date(2026, 3, 2)}
    regional = get("complaint-sleman-2018").adapted(regional_days=["2026-03-10"])
    assert compute([row], regional)[0]["answer_by"] == date(2026, 3, 27)
    assert LAST_DAY.month == 12


def test_clocks_of_holders_are_summed_by_task() -> None:
    hours = [1, 1, 1, 1, 20]
    row = {"paused_minutes": 0, "passed_on": True, "accepted": True, "is_done": False, "first_act_minutes": 0}
    frame = as_frame([row | {"held_minutes": hour * 60} for hour in hours], get("complaint-jakarta-2019"))
    clocks = evaluate(frame.with_columns(unit=pl.lit("kelurahan")), get("complaint-jakarta-2019"))
    [result] = evaluate(sum_clocks(clocks, by="unit"), get("complaint-average-2019")).to_dicts()
    assert (result["average_hours"], result["average_is_met"], result["share_met"]) == (480, True, 8000)


def test_hard_cases_raise_what_a_unit_is_credited_with() -> None:
    cells = pl.DataFrame(
        {
            "unit": ["a", "a", "b", "b"],
            "category": ["easy", "hard", "easy", "hard"],
            "hits": [9, 45, 90, 3],
            "n": [10, 90, 100, 10],
        }
    )
    found = evaluate(expected(cells, by="unit"), get("stats-casemix-1")).sort("unit").to_dicts()
    assert [row["raw_share"] for row in found] == [540, 845]
    assert [row["ratio"] for row in found] == [1034, 981]


def test_a_two_way_table_hides_until_nothing_can_be_worked_out() -> None:
    hidden = hidden_cells([[3, 20, 30], [25, 40, 50], [60, 70, 80]])
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert hidden_cells([[5, 6], [7, 8]]) == set()


def test_hashes_differ_in_bits() -> None:
    assert distance(0b1011, 0b0010) == 2


@pytest.mark.parametrize("value", [0, 1, 2, 3, 4, 99, 10**12 - 1, 10**12, 2**60, 2**60 - 1, (2**30 - 1) ** 2 - 1])
def test_whole_square_roots(value: int) -> None:
    from math import isqrt

    frame = nw.from_native(pl.DataFrame({"value": [value]}).lazy())
    assert frame.select(root_floor(col("value")).alias("root")).collect()["root"][0] == isqrt(value)
