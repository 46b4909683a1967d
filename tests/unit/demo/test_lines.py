"""Reporting lines: complete, without gaps, without cycles, led by whoever leads on the day."""

from __future__ import annotations

import datetime as dt
from statistics import median

import polars as pl

from tests.unit.demo.conftest import TODAY

Frames = dict[str, pl.DataFrame]
END = dt.date(2027, 1, 1)
START = dt.date(2025, 1, 1)


def on(frame: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    return frame.filter(pl.col("valid_from") <= day, pl.col("valid_to").is_null() | (pl.col("valid_to") > day))


def _days(frame: pl.DataFrame) -> dict[int, int]:
    cut = frame.with_columns(
        a=pl.max_horizontal("valid_from", pl.lit(START)),
        b=pl.min_horizontal(pl.col("valid_to").fill_null(END), pl.lit(END)),
    ).filter(pl.col("a") < pl.col("b"))
    total = cut.group_by("person_id").agg((pl.col("b") - pl.col("a")).dt.total_days().sum().alias("n"))
    return dict(total.select("person_id", "n").iter_rows())


def test_everybody_has_a_superior_on_every_day_in_a_post(small: Frames) -> None:
    posts = _days(small["people_assignment"].filter(pl.col("kind") == "definitive"))
    lines = _days(small["people_reportingline"])
    assert {person: n for person, n in posts.items() if lines.get(person, 0) != n and person != 1} == {}


def test_lines_of_a_person_do_not_overlap(small: Frames) -> None:
    assert _overlaps(small["people_reportingline"], "person_id") == 0


def test_definitive_posts_of_a_person_do_not_overlap(small: Frames) -> None:
    assert _overlaps(small["people_assignment"].filter(pl.col("kind") == "definitive"), "person_id") == 0


def _overlaps(frame: pl.DataFrame, key: str) -> int:
    ordered = frame.sort(key, "valid_from").with_columns(after=pl.col("valid_from").shift(-1).over(key))
    return ordered.filter(
        pl.col("after").is_not_null(), pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("after"))
    ).height


def test_every_chain_ends_with_the_elected_head(small: Frames) -> None:
    """On the first of each month: nobody stands above themselves, nobody is left without a way up."""
    for month in range(1, 11):
        day = dt.date(2026, month, 1)
        above = dict(on(small["people_reportingline"], day).select("person_id", "superior_id").iter_rows())
        assert above
        for person in above:
            seen, at = set(), person
            while at != 1:
                assert at not in seen
                seen.add(at)
                at = above[at]


def test_no_superior_had_left_before(small: Frames) -> None:
    left = dict(small["people_person"].filter(pl.col("left_on").is_not_null()).select("id", "left_on").iter_rows())
    assert left
    for superior, until in small["people_reportingline"].select("superior_id", "valid_to").iter_rows():
        assert superior not in left or (until is not None and until <= left[superior])


def test_vacant_posts_are_led_by_acting_officials_or_from_above(small: Frames) -> None:
    now = on(small["people_assignment"], TODAY)
    held = set(now.filter(pl.col("kind") == "definitive")["position_id"])
    vacant = small["organization_position"].filter("is_head").filter(~pl.col("id").is_in(list(held)))
    acting = set(now.filter(pl.col("kind") == "plt")["position_id"])
    assert vacant.height >= 2
    assert acting & set(vacant["id"])
    assert set(vacant["id"]) - acting
    assert "plt" in set(on(small["people_reportingline"], TODAY)["capacity"])


def test_some_moved_inside_the_year_and_have_two_plans(small: Frames) -> None:
    plans = small["performance_plan"].group_by("person_id", "cycle_id").len()
    assert plans.filter(pl.col("len") == 2).height > 0


def test_spans_of_control_are_as_wide_as_in_life(small: Frames) -> None:
    spans = on(small["people_reportingline"], TODAY).group_by("superior_id").len()["len"].to_list()
    assert max(spans) <= 45
    assert 4 <= median(spans) <= 20
