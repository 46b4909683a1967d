"""Calendar arithmetic as Narwhals expressions that run alike on Polars and Spark.

Expressions stay small: Spark writes an operand out each time that it is used.
"""

from datetime import date, timedelta

import narwhals as nw

from prestasi_rules.fixed import Number, cases, lit, number, smaller

EPOCH = date(1970, 1, 1)
EPOCH_DAYS = 719_163  # days from the (proleptic) 0000-12-31 to 1970-01-01
DAYS_BEFORE_MONTH = {1: 0, 2: 31, 3: 59, 4: 90, 5: 120, 6: 151, 7: 181, 8: 212, 9: 243, 10: 273, 11: 304, 12: 334}
ONE_DAY = timedelta(days=1)
NOON = timedelta(hours=12)  # keeps the day whatever the session's time zone does at midnight


def year_of(day: nw.Expr) -> nw.Expr:
    return day.dt.year().cast(nw.Int64)


def month_of(day: nw.Expr) -> nw.Expr:
    return day.dt.month().cast(nw.Int64)


def day_of(day: nw.Expr) -> nw.Expr:
    return day.dt.day().cast(nw.Int64)


def day_number(day: nw.Expr) -> nw.Expr:
    """A date column as days since 1970-01-01."""
    return civil_number(year_of(day), month_of(day), day_of(day))


def civil_number(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """Year, month and day as days since 1970-01-01."""
    before = cases([(month == index, days) for index, days in DAYS_BEFORE_MONTH.items()])
    leap_day = nw.when(is_leap(year) & (month > 2)).then(lit(1)).otherwise(lit(0))
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + before + leap_day + day - EPOCH_DAYS


def is_leap(year: nw.Expr) -> nw.Expr:
    return ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)


def date_from(year: Number, month: Number, day: Number) -> nw.Expr:
    """A date column from its three numbers."""
    parts = [_padded(year, 4), _padded(month, 2), _padded(day, 2)]
    return nw.concat_str(parts, separator="-").str.to_date("%Y-%m-%d")


def _padded(part: Number, width: int) -> nw.Expr:
    return lit(f"{part:0{width}d}") if isinstance(part, int) else part.cast(nw.String).str.zfill(width)


def date_of_number(days: nw.Expr) -> nw.Expr:
    """Days since 1970-01-01 as a date column."""
    return _moved(nw.lit(EPOCH, dtype=nw.Date), days)


def _moved(day: nw.Expr, days: Number) -> nw.Expr:
    return (day + (nw.lit(ONE_DAY) * number(days) + nw.lit(NOON))).cast(nw.Date)


def add_days(day: nw.Expr, days: Number) -> nw.Expr:
    """The date ``days`` later. The day of the event is day 0, so day n is the last allowed day."""
    return _moved(day, days)


def days_between(first: nw.Expr, last: nw.Expr) -> nw.Expr:
    """Days from ``first`` to ``last``: 0 on the same day."""
    return day_number(last) - day_number(first)


def month_length(year: nw.Expr, month: nw.Expr) -> nw.Expr:
    february = nw.when(is_leap(year)).then(lit(29)).otherwise(lit(28))
    short = nw.when((month == 4) | (month == 6) | (month == 9) | (month == 11)).then(lit(30)).otherwise(lit(31))
    return nw.when(month == 2).then(february).otherwise(short)


def add_months(day: nw.Expr, months: Number) -> nw.Expr:
    """The same day ``months`` later; a day that the month does not have becomes its last day (29 Feb -> 28 Feb)."""
    if isinstance(months, int):
        return day.dt.offset_by(f"{months}mo").cast(nw.Date)
    index = year_of(day) * 12 + month_of(day) - 1 + months
    year, month = index // 12, index % 12 + 1
    return date_from(year, month, smaller(day_of(day), month_length(year, month)))


def add_years(day: nw.Expr, years: Number) -> nw.Expr:
    """The same day ``years`` later; 29 February becomes 28 February."""
    return add_months(day, years * 12)


def whole_months_between(first: nw.Expr, last: nw.Expr) -> nw.Expr:
    """Completed months from ``first`` to ``last``: the largest n with ``add_months(first, n) <= last``."""
    months = (year_of(last) - year_of(first)) * 12 + month_of(last) - month_of(first)
    anniversary = smaller(day_of(first), month_length(year_of(last), month_of(last)))
    return months - nw.when(day_of(last) < anniversary).then(lit(1)).otherwise(lit(0))


def whole_years_between(first: nw.Expr, last: nw.Expr) -> nw.Expr:
    """Completed years: an age on a date."""
    return whole_months_between(first, last) // 12
