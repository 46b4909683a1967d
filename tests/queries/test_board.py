"""The unit head's board and the control room: who sees them, what they count, what they cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.insight.lists import ROOM
from prestasi.insight.models import Tally
from prestasi.insight.queries import board, control_room, flow
from prestasi.performance.models import Evaluation, Plan, Progress
from tests.world import TODAY, World, open_evaluation


def report(world: World, who: str, value: str, day: dt.date = TODAY) -> Progress:
    return Progress.objects.create(
        indicator=world.indicators[who],
        plan=world.plans[who],
        on=day,
        value=Decimal(value),
        reported_by=world.people[who],
    )


def counted() -> dict[tuple[int, str, str], int]:
    rows = Tally.objects.filter(n__gt=0).values_list("unit", "measure", "state", "n")
    return {(unit, measure, state): n for unit, measure, state, n in rows}


def test_head_sees_the_unit_with_everything_below(world: World) -> None:
    report(world, "employee", "89.4")
    page = board.board(world.actor("head"), world.units["dinkes"].pk)
    assert page.whole is not None
    assert (page.whole.people, page.whole.agreed, page.whole.waiting) == (4, 100, 1)
    assert [(row.name, row.people) for row in page.rows] == [("Puskesmas Minggir", 3)]
    assert [(item.person, item.value) for item in page.feed] == [("Sekar Umpama", Decimal("89.4000"))]


@pytest.mark.parametrize("who", ["employee", "peer", "other_head", "stranger", "superior"])
def test_others_do_not_even_learn_that_it_exists(world: World, who: str) -> None:
    with pytest.raises(NotVisible):
        board.board(world.actor(who), world.units["dinkes"].pk)


@pytest.mark.parametrize("who", ["head", "regent", "analyst", "admin", "auditor"])
def test_heads_above_and_granted_roles_see_it(world: World, who: str) -> None:
    assert board.board(world.actor(who), world.units["puskesmas"].pk).name == "Puskesmas Minggir"


def test_tallies_follow_every_change_and_equal_a_fresh_count(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    first = report(world, "employee", "89")
    report(world, "peer", "90")
    Progress.objects.filter(pk=first.pk).update(state="accepted")
    Evaluation.objects.filter(pk=evaluation.pk).update(state="self")
    Plan.objects.filter(pk=world.plans["peer"].pk).update(state="revising")
    kept = counted()
    with connection.cursor() as cursor:
        cursor.execute("SELECT insight_rebuild_tallies()")
    assert kept == counted()
    assert kept[world.units["puskesmas"].pk, "progress", "accepted"] == 1
    assert kept[world.units["puskesmas"].pk, "evaluation", "self"] == 1


def test_the_board_speaks_of_the_period_being_rated(world: World) -> None:
    at = flow.times(TODAY)
    assert at is not None
    assert (at.period.number, at.cycle.year, at.days_left) == (3, 2026, 4)


def test_who_holds_up_the_rating(world: World) -> None:
    open_evaluation(world, "employee")
    open_evaluation(world, "peer")
    page = board.board(world.actor("head"), world.units["dinkes"].pk)
    assert [(h.name, h.waiting, h.on_leave) for h in page.holders] == [("Bima Rekaan", 2, False)]


def test_board_costs_the_same_for_one_report_and_for_many(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    report(world, "employee", "89", dt.date(2026, 9, 1))
    with django_assert_max_num_queries(8) as for_one:
        board.board(world.actor("head"), world.units["dinkes"].pk)
    for day in range(2, 9):
        report(world, "employee", "89", dt.date(2026, 9, day))
    with django_assert_max_num_queries(8) as for_many:
        board.board(world.actor("head"), world.units["dinkes"].pk)
    assert len(for_many) == len(for_one)


def test_control_room_is_for_those_who_run_the_period(world: World) -> None:
    room = control_room.control_room(world.actor("analyst"))
    assert [(row.name, row.people) for row in room.rows][:2] == [
        ("Badan Kepegawaian, Pendidikan dan Pelatihan", 1),
        ("Dinas Kesehatan", 4),
    ]
    with pytest.raises(NotAllowed):
        control_room.control_room(world.actor("head"))


def test_control_room_filters_sorts_and_exports_the_same_rows(world: World) -> None:
    open_evaluation(world, "employee")
    room = control_room.control_room(world.actor("analyst"), sort="dinilai", query="dinas")
    assert [row.name for row in room.rows] == ["Dinas Kesehatan", "Dinas Pendidikan"]
    params = QueryDict("urut=dinilai&q=dinas")
    assert [row.name for row in ROOM.rows(world.actor("analyst"), params)] == ["Dinas Kesehatan", "Dinas Pendidikan"]
