"""Figures that need several rows or the calendar: forecasts, limits in working days, sums before a rule set."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from prestasi_rules import MissingCalendar, RuleInputError, compute, evaluate, get, in_force
from prestasi_rules.competence.match import sum_levels
from prestasi_rules.discipline.limits import call_until, limits
from prestasi_rules.learning.hours import sum_hours
from prestasi_rules.retirement.forecast import forecast
from prestasi_rules.rows import as_frame
from prestasi_rules.talent.rubric import best_of
from prestasi_rules.workload.analysis import sum_minutes


def evaluated(ruleset_id: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    frame: pl.DataFrame = evaluate(as_frame(rows, get(ruleset_id)), get(ruleset_id))
    return frame


def test_e50_fifteenth_working_day_after_delivery_with_the_holidays_of_2026() -> None:
    weekdays = [day for day in (date(2026, 3, 2) + timedelta(days=n) for n in range(1, 40)) if day.weekday() < 5]
    assert weekdays[14] == date(2026, 3, 23)
    assert limits(date(2026, 3, 2)).effective_on == date(2026, 3, 30)


def test_objection_and_appeal_follow_each_event() -> None:
    found = limits(
        date(2026, 6, 1), objected_on=date(2026, 6, 8), answered_on=date(2026, 6, 22), appealed_on=date(2026, 7, 1)
    )
    assert found.objection_until == date(2026, 6, 22)
    assert found.answer_until is not None and found.appeal_until is not None
    assert found.appeal_decision_until is not None and found.appeal_decision_until > found.appeal_until
    assert limits(date(2026, 6, 1)).appeal_until is None


def test_a_year_without_calendar_gives_no_date() -> None:
    with pytest.raises(MissingCalendar):
        limits(date(2031, 1, 2))


def test_second_call_is_seven_working_days_later() -> None:
    first, second = call_until(date(2026, 7, 1))
    assert first == date(2026, 7, 10)
    assert second == date(2026, 7, 21)


def test_e56_forecast_of_pensions_and_gaps() -> None:
    rows = [
        {"birth_on": born, "post": "ADMINISTRATOR", "moved_post": None, "on": date(2026, 1, 1)}
        for born in (date(1968, 1, 10), date(1969, 6, 10), date(1972, 1, 10), date(1990, 1, 1))
    ]
    people = evaluated("retirement-2023", rows).with_columns(unit=pl.lit("Dinas"), ready=pl.lit(1))
    [unit] = forecast(people, by=("unit", "post"), successors="ready").to_dicts()
    assert (unit["pensions_1"], unit["pensions_3"], unit["pensions_5"], unit["people"]) == (1, 2, 3, 4)
    assert (unit["gap_1"], unit["gap_3"], unit["gap_5"]) == (0, 1, 2)


def test_e35_hours_of_a_year() -> None:
    base = {"counted_before": 0, "stated_hours": None, "has_evidence": True}
    records = evaluated(
        "learning-record-2018",
        [
            base | {"form": "SEMINAR", "units": 1},
            base | {"form": "WORKSHOP", "units": 2},
            base | {"form": "COACHING", "units": 3},
        ],
    )
    [total] = sum_hours(records.with_columns(person=1), by="person").to_dicts()
    [year] = compute([{"hours": total["hours"]}], get("learning-pns-2018"))
    assert (total["hours"], year["shortage"]) == (18, 2)


def test_technical_levels_are_summed_and_an_unassessed_one_leaves_no_sum() -> None:
    levels = pl.DataFrame(
        {"person": [1, 1, 2, 2], "level": [400, 100, 300, None], "required_level": [3, 3, 3, 3]},
        schema={"person": pl.Int64, "level": pl.Int64, "required_level": pl.Int64},
    )
    first, second = sum_levels(levels, by="person").sort("person").to_dicts()
    assert first == {"person": 1, "held_sum": 500, "capped_sum": 400, "required_sum": 600}
    assert second == {"person": 2, "held_sum": None, "capped_sum": None, "required_sum": 600}


def test_the_best_of_several_awards_counts_once() -> None:
    awards = pl.DataFrame({"person": [1, 1], "award": [5000, 8500]})
    assert best_of(awards, by="person", score="award").to_dicts() == [{"person": 1, "award": 8500}]


def test_workload_of_tasks() -> None:
    tasks = pl.DataFrame({"post": ["a", "a"], "volume": [1200, 300], "minutes": [150, 60]})
    assert sum_minutes(tasks, by="post").to_dicts() == [{"post": "a", "total_minutes": 198_000}]


def weighted(**more: int) -> Any:
    weights = {"talent_weight": 20, "performance_weight": 20, "competence_weight": 10, "culture_weight": 10}
    weights |= {"recognition_weight": 10, "discipline_weight": 10, "digital_weight": 10}
    return get("merit-2025").adapted(**(weights | more))


def test_the_index_of_2025_is_printed_only_when_the_weights_sum_to_100() -> None:
    names = ("planning", "talent", "performance", "competence", "culture", "recognition", "discipline", "digital")
    row = {f"{name}_sum": 6 for name in names} | {f"{name}_applicable": 2 for name in names}
    [result] = compute([row], weighted())
    assert (result["index"], result["index_reason"]) == (Decimal("75.00"), None)
    [partly] = compute([row | {"digital_sum": None}], weighted())
    assert (partly["index"], partly["index_reason"]) == (None, "aspect_missing")
    with pytest.raises(RuleInputError, match="105"):
        compute([row], weighted(digital_weight=15))


def test_rule_sets_are_chosen_by_the_date_of_the_fact() -> None:
    assert in_force("merit", date(2025, 12, 31)).id == "merit-2018"
    assert in_force("merit", date(2026, 1, 1)).id == "merit-2025"
    assert in_force("rank-dates", date(2023, 12, 31)).id == "rank-dates-biannual"
    assert in_force("rank-dates", date(2025, 10, 1)).id == "rank-dates-2025"
    assert in_force("rank-promotion", date(2025, 5, 19)).id == "rank-promotion-2002"
    assert in_force("gratification", date(2026, 1, 14)).id == "gratif-2026"
    assert in_force("talent", date(2026, 2, 1)).id == "talent-2020-direct"
    assert in_force("talent", date(2026, 2, 1), "bkn-b").id == "talent-bkn-411-2025-b"


@pytest.mark.parametrize("ruleset_id", ["credit-integration-2023", "merit-2025", "selection-2019", "talent-hold-1"])
def test_unsure_figures_are_marked_unverified(ruleset_id: str) -> None:
    assert get(ruleset_id).unverified
