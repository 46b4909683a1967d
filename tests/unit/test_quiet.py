"""When a letter may arrive, as a table of moments in the agency's zone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from prestasi.notices.quiet import Quiet, last_digest


def at(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))


# 8 October 2026 is a Thursday
NEXT = [
    ("2026-10-08 09:41", "2026-10-08 09:41"),
    ("2026-10-08 17:59", "2026-10-08 17:59"),
    ("2026-10-08 18:00", "2026-10-09 06:00"),
    ("2026-10-09 02:00", "2026-10-09 06:00"),
    ("2026-10-09 06:00", "2026-10-09 06:00"),
    ("2026-10-09 18:00", "2026-10-12 06:00"),
    ("2026-10-10 12:00", "2026-10-12 06:00"),
    ("2026-10-11 23:59", "2026-10-12 06:00"),
]


@pytest.mark.parametrize(("moment", "expected"), NEXT)
def test_the_next_allowed_moment(moment: str, expected: str) -> None:
    assert Quiet().next_moment(at(moment)) == at(expected)


def test_quiet_hours_may_lie_within_a_day() -> None:
    lunch = Quiet(dt.time(12), dt.time(13), weekends=False)
    assert lunch.next_moment(at("2026-10-10 12:30")) == at("2026-10-10 13:00")
    assert lunch.next_moment(at("2026-10-10 23:00")) == at("2026-10-10 23:00")


def test_equal_hours_are_never_quiet() -> None:
    assert not Quiet(dt.time(0), dt.time(0), weekends=False).holds(at("2026-10-08 03:00"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-10-08 07:30", "2026-10-08 07:30"),
        ("2026-10-08 07:29", "2026-10-07 07:30"),
        ("2026-10-11 12:00", "2026-10-09 07:30"),
        ("2026-10-12 07:30", "2026-10-12 07:30"),
    ],
)
def test_the_digest_leaves_on_weekdays_at_half_past_seven(moment: str, expected: str) -> None:
    assert last_digest(at(moment)) == at(expected)
