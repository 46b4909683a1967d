"""Working days: the published monthly counts, the day of the event as day 0, regional days, a missing year."""

from datetime import date

import pytest

from prestasi_rules import MissingCalendar, compute, in_force
from prestasi_rules.calendar import add_working_days, holidays, is_working_day, working_days, working_days_of_month

MONTHLY = {
    2024: (22, 18, 18, 16, 18, 18, 23, 22, 20, 23, 20, 20),
    2025: (19, 20, 19, 16, 17, 18, 23, 20, 21, 23, 20, 21),
}


@pytest.mark.parametrize("year", MONTHLY)
def test_working_days_of_each_month(year: int) -> None:
    assert tuple(working_days_of_month(year, month) for month in range(1, 13)) == MONTHLY[year]


@pytest.mark.parametrize(("year", "days"), [(2024, 238), (2025, 237), (2026, 240), (2027, 242)])
def test_working_days_of_the_year(year: int, days: int) -> None:
    assert working_days(date(year, 1, 1), date(year, 12, 31)) == days


def test_the_day_of_the_event_is_day_zero() -> None:
    friday = date(2026, 1, 30)
    assert add_working_days(friday, 0) == friday
    assert add_working_days(friday, 1) == date(2026, 2, 2)
    assert add_working_days(date(2026, 1, 20), 14) == date(2026, 2, 9)


def test_joint_leave_and_regional_days() -> None:
    joint_leave = date(2026, 12, 24)
    assert not is_working_day(joint_leave)
    assert is_working_day(joint_leave, joint_leave_is_off=False)
    anniversary = date(2026, 6, 22)
    assert is_working_day(anniversary)
    assert not is_working_day(anniversary, regional={anniversary})


def test_a_year_without_data_is_an_error() -> None:
    with pytest.raises(MissingCalendar, match="2031"):
        is_working_day(date(2031, 1, 2))
    with pytest.raises(MissingCalendar):
        add_working_days(date(2027, 12, 30), 5)


@pytest.mark.parametrize("year", holidays())
def test_the_rule_set_and_the_functions_agree_on_every_day(year: int) -> None:
    first = date(year, 1, 1).toordinal()
    days = [date.fromordinal(number) for number in range(first, date(year, 12, 31).toordinal() + 1)]
    results = compute([{"day": day} for day in days], in_force("calendar", days[0]))
    assert [result["is_working_day"] for result in results] == [is_working_day(day) for day in days]
