"""Reporting periods, sentiments, rating sheets and the doors to the rules, without a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from prestasi.performance import mapping
from prestasi.performance.mapping import Measured
from prestasi.performance.queries import words
from prestasi.performance.rating_sheet import RatingSheet, errors_of
from prestasi.performance.reporting_periods import bucket, buckets_between

D = Decimal


@pytest.mark.parametrize(("frequency", "day", "starts", "after"), [
    ("monthly", dt.date(2026, 12, 31), dt.date(2026, 12, 1), dt.date(2027, 1, 1)),
    ("quarterly", dt.date(2026, 5, 20), dt.date(2026, 4, 1), dt.date(2026, 7, 1)),
    ("half_yearly", dt.date(2026, 7, 1), dt.date(2026, 7, 1), dt.date(2027, 1, 1)),
    ("yearly", dt.date(2026, 2, 28), dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
])  # fmt: skip
def test_a_figure_stands_for_its_reporting_period(
    frequency: str, day: dt.date, starts: dt.date, after: dt.date
) -> None:
    assert bucket(frequency, day) == (starts, after)


def test_reporting_periods_leave_no_hole() -> None:
    found = buckets_between("monthly", dt.date(2026, 1, 15), dt.date(2026, 12, 2))
    assert len(found) == 12
    assert all(before[1] == after[0] for before, after in pairwise(found))


@pytest.mark.parametrize(("measured", "bp"), [
    (Measured(1, "higher", "last", D(92), None, (D(88), D("89.4"))), 9717),
    (Measured(1, "higher", "sum", D(120), None, (D(50), D(46))), 8000),
    (Measured(1, "lower", "mean", D(3), None, (D("2.4"), D(2))), 12667),
    (Measured(1, "range", "last", D(3), D(5), (D(4),)), 10000),
    (Measured(1, "higher", "sum", D("42500000000.25"), None, (D("21250000000.125"),)), 5000),
    (Measured(1, "higher", "last", D("0.0004"), None, (D("0.0002"),)), 5000),
])  # fmt: skip
def test_achievement_by_direction_and_combination(measured: Measured, bp: int) -> None:
    assert mapping.achievements([measured]) == {1: bp}


def test_without_target_or_figure_there_is_no_achievement() -> None:
    bare = [Measured(1, "higher", "last", None, None, (D(1),)), Measured(2, "higher", "last", D(1), None, ())]
    assert mapping.achievements(bare) == {}


def test_half_a_sheet_gives_no_suggestion() -> None:
    on = dt.date(2026, 9, 30)
    assert mapping.suggest([(1, True), (None, True)], [2] * 7, on).result is None
    assert mapping.suggest([(1, True), (1, True)], [2, None, 2, 2, 2, 2, 2], on).behaviour is None


def test_we51_the_last_day_for_an_objection() -> None:
    assert mapping.objection_last_day(dt.date(2026, 1, 20)) == dt.date(2026, 2, 3)


def test_an_explanation_of_another_rule_text_is_not_made_up() -> None:
    decision = mapping.decide(
        is_unit_head=False, unit_achievement="BAIK", result=2, behaviour=2, on=dt.date(2026, 9, 30)
    )
    told = mapping.explain(decision.steps, "predicate")
    assert told is not None
    assert "PermenPANRB 6/2022" in told.basis
    foreign = {name: {**kept, "hash": "0" * 64} for name, kept in decision.steps.items()}
    assert mapping.explain(foreign, "predicate") is None


def test_a_head_needs_no_result_rating_and_others_do() -> None:
    sheet = RatingSheet({1: 2}, {}, [2] * 7, None, 2)
    assert errors_of(sheet, [1], is_head=True, suggested=2) == {}
    assert list(errors_of(sheet, [1], is_head=False, suggested=2)) == ["result_rating"]


@pytest.mark.parametrize(("bp", "expected", "tone"), [
    (None, 10_000, ""), (10_600, 10_000, "sb"), (9_900, 10_000, "b"), (8_100, 10_000, "bp"), (6_000, 10_000, "k"),
    (2_000, 10_000, "sk"), (5_000, 5_000, "b"),
])  # fmt: skip
def test_sentiment_follows_where_the_figure_should_stand_by_now(bp: int | None, expected: int, tone: str) -> None:
    assert words.tone(bp, expected) == tone
