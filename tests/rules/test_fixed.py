"""The arithmetic that every rule stands on, against Python's own integers, decimals and dates."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import narwhals as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from prestasi_rules import dates, fixed
from prestasi_rules.fixed import col

days = st.dates(date(1901, 1, 1), date(2199, 12, 31))
figures = st.integers(-(10**17), 10**17)
quick = settings(max_examples=60, deadline=None)


def value(expr: nw.Expr, **columns: Any) -> Any:
    frame = pl.DataFrame({name: [item] for name, item in columns.items()})
    return nw.from_native(frame.lazy()).select(expr.alias("value")).collect()["value"][0]


@quick
@given(figures, st.integers(-(10**6), 10**6))
def test_division_rounds_half_up_in_magnitude(num: int, den: int) -> None:
    expected = None
    if den:
        exact = Context(prec=60).divide(Decimal(num), Decimal(den))
        expected = int(exact.quantize(Decimal(1), ROUND_HALF_UP, Context(prec=60)))
    assert value(fixed.div_half_up(col("a"), col("b")), a=num, b=den) == expected


@quick
@given(figures, st.integers(1, 10**6))
def test_whole_division_is_exact(num: int, den: int) -> None:
    assert value(fixed.div_floor(col("a"), den), a=num) == num // den


@given(st.integers(-50, 150))
def test_bands_have_no_hole_and_include_their_lower_bound(figure: int) -> None:
    ladder = {0: "low", 60: "middle", 80: "high"}
    expected = "cellar" if figure < 0 else "low" if figure < 60 else "middle" if figure < 80 else "high"
    assert value(fixed.band(col("x"), ladder, below="cellar"), x=figure) == expected
    assert value(fixed.band(col("x") * 3, ladder, below="cellar", den=3), x=figure) == expected
    over = "cellar" if figure <= 0 else "low" if figure <= 60 else "middle" if figure <= 80 else "high"
    assert value(fixed.band(col("x"), ladder, below="cellar", open_bottom=True), x=figure) == over


def test_nothing_in_gives_nothing_out() -> None:
    empty = {"x": pl.Series([None], dtype=pl.Int64)[0]}
    frame = nw.from_native(pl.DataFrame({"x": [empty["x"]]}, schema={"x": pl.Int64}).lazy())
    exprs = [
        fixed.div_half_up(col("x"), 2),
        fixed.clamp(col("x"), 0, 9),
        fixed.smaller(col("x"), 1),
        fixed.larger(1, col("x")),
        fixed.band(col("x"), {0: "a"}, below="b"),
        fixed.lookup(col("x"), {1: "a"}),
        fixed.total([col("x"), 1]),
    ]
    row = frame.select(*(expr.alias(str(at)) for at, expr in enumerate(exprs))).collect().rows()[0]
    assert row == (None,) * len(exprs)


def test_reasons_are_told_in_order() -> None:
    codes = {"small": col("x") < 10, "even": col("x") % 2 == 0}
    assert value(fixed.reasons(codes), x=4) == "small even"
    assert value(fixed.reasons(codes), x=11) == ""
    assert value(fixed.reason(codes), x=4) == "small"
    assert value(fixed.count_true(codes.values()), x=12) == 1


@quick
@given(days, st.integers(-5000, 5000))
def test_days_are_added_and_counted(day: date, count: int) -> None:
    later = day + timedelta(days=count)
    assert value(dates.add_days(col("d"), col("n")), d=day, n=count) == later
    assert value(dates.days_between(col("d"), col("e")), d=day, e=later) == count
    assert value(dates.day_number(col("d")), d=day) == (day - date(1970, 1, 1)).days


@quick
@given(days, st.integers(-300, 300))
def test_months_are_added_with_the_last_day_held(day: date, months: int) -> None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    later = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    assert value(dates.add_months(col("d"), months), d=day) == later
    assert value(dates.add_months(col("d"), col("n")), d=day, n=months) == later
    assert value(dates.whole_months_between(col("d"), col("e")), d=day, e=later) == months


def test_29_february_becomes_28_february() -> None:
    assert value(dates.add_years(col("d"), 1), d=date(2024, 2, 29)) == date(2025, 2, 28)
    assert value(dates.whole_years_between(col("d"), col("e")), d=date(2004, 2, 29), e=date(2022, 2, 28)) == 18
