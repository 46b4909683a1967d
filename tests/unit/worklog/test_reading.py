"""Dates, times, figures and action plans as people write them in sheets."""

from __future__ import annotations

import datetime as dt

import pytest

from prestasi.worklog.checks import minutes_between
from prestasi.worklog.queries.facts import PlanResult
from prestasi.worklog.reading import Unreadable, find_result, read_date, read_time, read_whole

DAY = dt.date(2026, 10, 8)


@pytest.mark.parametrize("text", ["8/10/2026", "08-10-2026", "2026-10-08", "2026-10-08T00:00:00", "8 Okt 2026",
                                  "8 Oktober 2026", "08.10.2026", "8/10/26"])  # fmt: skip
def test_dates_have_the_day_before_the_month(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["kemarin", "31/2/2026", "10/2026", ""])
def test_what_is_no_date_is_said_at_the_date(text: str) -> None:
    with pytest.raises(Unreadable) as fault:
        read_date(text)
    assert fault.value.column == "on"


@pytest.mark.parametrize(("text", "time"), [
    ("7.30", dt.time(7, 30)), ("07:30", dt.time(7, 30)), ("07:30:00", dt.time(7, 30)), ("2:30 PM", dt.time(14, 30)),
    ("12:05 am", dt.time(0, 5)), ("0.3125", dt.time(7, 30)), ("0,3125", dt.time(7, 30)), ("9", dt.time(9)),
    ("24.00", dt.time(23, 59)), ("", None),
])  # fmt: skip
def test_times_of_the_day(text: str, time: dt.time | None) -> None:
    assert read_time(text, "starts") == time


@pytest.mark.parametrize("text", ["25.00", "7.75", "pagi", "-1"])
def test_impossible_times_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_time(text, "ends")


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("1.642", 1642), ("12,0", 12), ("12.00", 12), ("0", 0)])
def test_whole_numbers(text: str, number: int) -> None:
    assert read_whole(text, "realisation") == number


@pytest.mark.parametrize("text", ["2,5", "-3", "dua", "1e3", "99999999999"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_whole(text, "realisation")


def test_the_end_of_the_day_counts_its_last_minute() -> None:
    assert minutes_between(dt.time(22), dt.time(23, 59)) == 120


def plans() -> list[PlanResult]:
    texts = ("meningkatnya cakupan imunisasi bayi", "meningkatnya cakupan balita terukur")
    return [
        PlanResult(n, 1, 1, 1, n, text, text, dt.date(2026, 1, 1), dt.date(2026, 12, 31), True)
        for n, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(("text", "found"), [
    ("2", 2), ("1.", 1), ("Meningkatnya cakupan imunisasi bayi", 1), ("Meningkatnya cakupan BALITA", 2), ("", 2),
])  # fmt: skip
def test_action_plans_by_number_text_beginning_or_default(text: str, found: int) -> None:
    assert find_result(text, plans(), DAY, 2).id == found


@pytest.mark.parametrize("text", ["3", "Meningkatnya cakupan", "imunisasi", "Menurunnya"])
def test_action_plans_are_never_guessed(text: str) -> None:
    with pytest.raises(Unreadable):
        find_result(text, plans(), DAY, None)
