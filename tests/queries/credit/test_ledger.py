"""The account of credit points: derived from results, posts and ranks, with the figures of the worked examples."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prestasi.core import clock
from prestasi.credit.queries.ledger import Ledger, ledgers
from prestasi.organization.models import Position
from prestasi.people.models import Assignment, Education, RankRecord
from prestasi.performance.models import Evaluation
from tests.credit_world import LAST_PAK, opened, year_result
from tests.world import LONG_AGO, World

GOOD, VERY_GOOD = 2, 1


def account(world: World, key: str = "employee", on: dt.date | None = None) -> Ledger:
    pk = world.people[key].pk
    return ledgers([pk], on)[pk]


def test_a_released_year_is_converted_on_top_of_the_opening_balance(world: World) -> None:
    """WE-29: Ahli Pertama, very good, a whole year: 18,750."""
    opened(world)
    year_result(world, "employee", 2025, VERY_GOOD)
    found = account(world)
    (line,) = found.lines
    assert (line.points, line.before, line.after, line.months) == (18_750, 62_500, 81_250, 12)
    assert found.standing is not None and found.total == 81_250
    assert (found.standing.rank.threshold, found.standing.rank.short) == (100, 18_750)
    assert found.by_origin == {"base": 50_000, "integrated": 0, "adjusted": 0, "converted": 31_250, "education": 0}


@pytest.mark.parametrize("change", [{"state": "rated"}, {"released_at": None}])
def test_what_is_not_confirmed_and_released_does_not_count(world: World, change: dict[str, object]) -> None:
    opened(world)
    row = year_result(world, "employee", 2025, GOOD)
    Evaluation.objects.filter(pk=row.pk).update(**change)
    assert account(world).lines == ()


def test_without_an_opening_balance_there_is_no_sum(world: World) -> None:
    year_result(world, "employee", 2025, GOOD)
    found = account(world)
    assert (found.total, [line.points for line in found.lines]) == (None, [12_500])


def test_months_before_the_end_of_the_balance_are_not_converted_again(world: World) -> None:
    """WE-48: January and February were converted; the annual predicate is for ten months only: 10,417."""
    opened(world, replace(LAST_PAK, until=dt.date(2025, 2, 28), issued_on=dt.date(2025, 3, 10)))
    year_result(world, "employee", 2025, GOOD)
    (line,) = account(world).lines
    assert (line.months, line.points, line.first_month, line.last_month) == (10, 10_417, 3, 12)


def test_two_plans_of_one_year_share_its_months(world: World) -> None:
    opened(world)
    year_result(world, "employee", 2025, GOOD, ends=dt.date(2025, 6, 10))
    year_result(world, "employee", 2025, VERY_GOOD, starts=dt.date(2025, 6, 11))
    assert [(line.months, line.points) for line in account(world).lines] == [(5, 5_208), (7, 10_938)]


def test_exact_parts_are_summed_before_they_are_rounded(world: World) -> None:
    """One month three times is 1,0416666... each: 3,125 and not 3,126."""
    opened(world, replace(LAST_PAK, until=dt.date(2024, 12, 31), points={}))
    for month in (1, 3, 5):
        day = dt.date(2025, month, 1)
        year_result(world, "employee", 2025, GOOD, starts=day, ends=day + dt.timedelta(days=27))
    found = account(world)
    assert [line.points for line in found.lines] == [1_042, 1_042, 1_042]
    assert (found.total, found.lines[-1].after, found.by_origin["converted"]) == (3_125, 3_125, 3_125)


def test_a_new_rank_keeps_the_surplus_in_the_level(world: World) -> None:
    """WE-40: 112,5 in Ahli Muda at III/c; promoted to III/d it still stands at 112,5 against 200."""
    Position.objects.filter(pk=world.positions["employee"].pk).update(title="Bidan Ahli Muda")
    held = replace(LAST_PAK, level="AHLI_MUDA", rank=11, points={"converted": 112_500})
    opened(world, held)
    RankRecord.objects.filter(person=world.people["employee"]).update(rank=11, valid_to=dt.date(2025, 4, 1))
    RankRecord.objects.create(person=world.people["employee"], scale="pns", rank=12, valid_from=dt.date(2025, 4, 1))
    found = account(world)
    assert found.standing is not None and found.total == 112_500
    assert (found.standing.rank.threshold, found.standing.rank.short) == (200, 87_500)


def test_a_new_level_starts_from_its_base_and_loses_the_surplus(world: World) -> None:
    """WE-41: 215 in Ahli Muda, III/d; 15 over the level's 200 are lost, Ahli Madya starts at nought."""
    Position.objects.filter(pk=world.positions["employee"].pk).update(title="Bidan Ahli Muda")
    opened(world, replace(LAST_PAK, level="AHLI_MUDA", rank=12, points={"converted": 215_000}))
    person = world.people["employee"]
    RankRecord.objects.filter(person=person).update(rank=12, valid_to=dt.date(2025, 4, 1))
    RankRecord.objects.create(person=person, scale="pns", rank=13, valid_from=dt.date(2025, 4, 1))
    madya = _becomes(world, "Bidan Ahli Madya", dt.date(2025, 4, 1))
    year_result(world, "employee", 2025, GOOD, post=madya, starts=dt.date(2025, 4, 1))
    found = account(world)
    reset = next(line for line in found.lines if line.kind == "LEVEL_PROMOTION")
    assert (reset.lost, reset.after) == (215_000, 0)
    assert found.total == 28_125
    assert found.by_origin == {"base": 0, "integrated": 0, "adjusted": 0, "converted": 28_125, "education": 0}


def test_a_higher_degree_counts_once(world: World) -> None:
    """WE-45: a quarter of the rank's need of Ahli Pertama: 12,5."""
    person = world.people["employee"]
    Education.objects.create(person=person, level="s1", graduated_in=2013)
    Education.objects.create(person=person, level="s2", graduated_in=2025)
    opened(world)
    found = account(world)
    assert [(line.kind, line.points) for line in found.lines] == [("DEGREE_BONUS", 12_500)]
    assert (found.total, found.by_origin["education"]) == (75_000, 12_500)


def test_a_degree_that_the_paper_counted_brings_nothing(world: World) -> None:
    Education.objects.create(person=world.people["employee"], level="s2", graduated_in=2025)
    opened(world, replace(LAST_PAK, degree="s2"))
    assert account(world).lines == ()


def test_contract_staff_and_other_posts_earn_nothing(world: World) -> None:
    world.people["peer"].employment = "pppk"
    world.people["peer"].save()
    year_result(world, "peer", 2025, GOOD)
    year_result(world, "stranger", 2025, GOOD)
    assert account(world, "peer").lines == () and account(world, "stranger").lines == ()


def test_the_running_balance_ends_where_the_rules_end(world: World) -> None:
    """The sum of the rules and the last line of the book are the same figure."""
    opened(world, replace(LAST_PAK, until=dt.date(2023, 12, 31)))
    for year, predicate in ((2024, 3), (2025, 1)):
        year_result(world, "employee", year, predicate)
    found = account(world)
    assert found.lines[-1].after == found.total == sum(found.by_origin.values()) == 90_625


def test_statements_do_not_grow_with_people(world: World) -> None:
    opened(world)
    for key in ("employee", "peer", "analyst"):
        year_result(world, key, 2025, GOOD)
    ids = [world.people[key].pk for key in ("employee", "peer", "analyst")]
    with CaptureQueriesContext(connection) as one:
        ledgers(ids[:1], clock.today())
    with CaptureQueriesContext(connection) as three:
        ledgers(ids, clock.today())
    assert len(one) == len(three) == 7


def _becomes(world: World, title: str, since: dt.date) -> Position:
    """The midwife holds another definitive post from a day on."""
    person = world.people["employee"]
    post = Position.objects.create(
        code=f"pos-{title}", unit=world.units["puskesmas"], title=title, kind="jf", valid_from=LONG_AGO
    )
    Assignment.objects.filter(person=person, kind="definitive", valid_to__isnull=True).update(valid_to=since)
    Assignment.objects.create(person=person, position=post, unit=world.units["puskesmas"], valid_from=since)
    return post
