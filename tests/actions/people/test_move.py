"""Moves split dated rows: what was true stays true for its days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from prestasi.core.errors import Conflict, Invalid, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Position
from prestasi.people.actions.move import move_person
from prestasi.people.models import Assignment, ReportingLine
from tests.world import LONG_AGO, World

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def post(world: World) -> Position:
    return Position.objects.create(
        code="pos-baru", unit=world.units["disdik"], title="Penata Layanan", kind="pelaksana", valid_from=LONG_AGO
    )


def move(world: World, post: Position, who: str = "analyst", **changes: Any) -> Receipt:
    terms: dict[str, Any] = {
        "person_id": world.people["employee"].pk,
        "position_id": post.pk,
        "effective_on": DAY,
        "decree": "SK 1",
    }
    return move_person(by=world.actor(who), **{**terms, **changes})


def posts_of(world: World, who: str) -> list[tuple[str, dt.date, dt.date | None]]:
    rows = Assignment.objects.filter(person=world.people[who]).order_by("valid_from")
    return [(a.position.title, a.valid_from, a.valid_to) for a in rows]


def test_a_back_dated_move_splits_the_post_and_the_line(world: World, post: Position) -> None:
    receipt = move(world, post)
    assert posts_of(world, "employee") == [
        ("Bidan Ahli Pertama", dt.date(2022, 1, 3), DAY),
        ("Penata Layanan", DAY, None),
    ]
    lines = ReportingLine.objects.filter(person=world.people["employee"]).order_by("valid_from")
    assert [(line.superior_id, line.valid_from, line.valid_to) for line in lines] == [
        (world.people["superior"].pk, dt.date(2022, 1, 3), DAY),
        (world.people["other_head"].pk, DAY, None),
    ]
    assert receipt.kind == "assignment.changed"


def test_a_move_between_two_recorded_posts_ends_where_the_next_begins(world: World, post: Position) -> None:
    move(world, post)
    third = Position.objects.create(
        code="pos-3", unit=world.units["setda"], title="Arsiparis", kind="jf", valid_from=LONG_AGO
    )
    move(world, third, effective_on=dt.date(2026, 3, 1))
    assert [p[0] for p in posts_of(world, "employee")] == ["Bidan Ahli Pertama", "Arsiparis", "Penata Layanan"]
    assert posts_of(world, "employee")[1][1:] == (dt.date(2026, 3, 1), DAY)


def test_a_move_on_the_day_of_another_move_conflicts(world: World, post: Position) -> None:
    move(world, post)
    with pytest.raises(Conflict, match="sudah tercatat mulai 1 Juli 2026"):
        move(world, world.positions["peer"])
    assert len(posts_of(world, "employee")) == 2


def test_an_occupied_head_post_is_refused_by_name(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        move(world, world.positions["superior"])
    assert "Bima Rekaan" in refused.value.errors["position_id"]


def test_staff_of_a_head_who_leaves_report_one_level_up(world: World, post: Position) -> None:
    move(world, post, person_id=world.people["superior"].pk)
    line = ReportingLine.objects.on(DAY).get(person=world.people["employee"])
    assert line.superior_id == world.people["head"].pk


def test_a_new_head_takes_over_the_staff(world: World, post: Position) -> None:
    move(world, post, person_id=world.people["superior"].pk)
    move(world, world.positions["superior"], person_id=world.people["peer"].pk, effective_on=dt.date(2026, 8, 1))
    day = dt.date(2026, 8, 2)
    lines = dict(ReportingLine.objects.on(day).values_list("person_id", "superior_id"))
    assert lines[world.people["employee"].pk] == world.people["peer"].pk
    assert lines[world.people["peer"].pk] == world.people["head"].pk


def test_a_superior_from_below_is_refused_with_the_chain(world: World, post: Position) -> None:
    employee, peer = world.people["employee"], world.people["peer"]
    ReportingLine.objects.filter(person=peer).update(superior=employee)
    with pytest.raises(Invalid, match="Sekar Umpama → Panji Tamsil → Sekar Umpama"):
        move(world, post, superior_id=peer.pk)
    assert len(posts_of(world, "employee")) == 1


@pytest.mark.parametrize("who", ["head", "auditor", "admin"])
def test_others_who_see_the_person_may_not_move_them(world: World, post: Position, who: str) -> None:
    with pytest.raises(NotAllowed):
        move(world, post, who)
    assert len(posts_of(world, "employee")) == 1


def test_an_analyst_does_not_move_themselves(world: World, post: Position) -> None:
    with pytest.raises(NotAllowed):
        move(world, post, person_id=world.people["analyst"].pk)
