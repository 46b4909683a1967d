"""Numbers and dates as government paper writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from prestasi.core import formats


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234.5, None, "1.234,5"),
        (89.4, 1, "89,4"),
        (Decimal("2.345"), 2, "2,35"),
        (0.5, 0, "1"),
        (-2.39, 2, "\u22122,39"),
        (Decimal("-0.004"), 2, "0,00"),
        (70000, 0, "70.000"),
    ],
)
def test_numbers_have_comma_dot_true_minus_and_round_half_up(
    value: Decimal | float, decimals: int | None, shown: str
) -> None:
    assert formats.number(value, decimals) == shown


def test_percent_rupiah_and_differences() -> None:
    assert formats.percent(89.4, 1) == "89,4\u00a0%"
    assert formats.rupiah(42_500_000) == "Rp42.500.000"
    assert [formats.signed(v, 2) for v in (5.97, -2.39, 0)] == ["+5,97", "\u22122,39", "0,00"]
    assert formats.file_size(418_000) == "418\u00a0KB"


def test_dates_follow_the_language_numbers_do_not() -> None:
    day = date(2026, 10, 8)
    assert formats.long_date(day) == "Kamis, 8 Oktober 2026"
    assert formats.short_date(date(2026, 8, 8)) == "8 Agu 2026"
    with translation.override("en"):
        assert formats.long_date(day) == "Thursday, 8 October 2026"
        assert formats.percent(89.4, 1) == "89,4\u00a0%"


def test_moments_are_shown_in_local_time_with_their_zone_on_request() -> None:
    moment = datetime(2026, 10, 8, 2, 41, tzinfo=UTC)
    assert formats.clock_time(moment) == "09.41"
    assert formats.stamp(moment, zone=True) == "8 Okt 2026, 09.41 WIB"
    assert formats.long_date(datetime(2026, 10, 7, 20, 0, tzinfo=UTC)) == "Kamis, 8 Oktober 2026"


def test_numbers_of_persons_and_hashes_are_grouped() -> None:
    assert formats.civil_servant_number("198706052010012003") == "19870605\u00a0201001\u00a02\u00a0003"
    assert formats.civil_servant_number("12345") == "12345"
    assert formats.short_hash("d90b7716a2ecff01") == "D90B·7716·A2EC"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 10, 8), "hari ini"),
        (date(2026, 10, 9), "besok"),
        (date(2026, 10, 21), "13 hari lagi"),
        (date(2026, 10, 6), "lewat 2 hari"),
    ],
)
def test_days_left_say_which_kind(due: date, words: str) -> None:
    assert formats.days_left(due, date(2026, 10, 8)) == words


def test_initials_skip_titles_and_degrees() -> None:
    assert [formats.initials(n) for n in ("dr. Bima Rekaan, M.Kes.", "Sekar Umpama, A.Md.Gz.", "Wisnu")] == [
        "BR",
        "SU",
        "W",
    ]
