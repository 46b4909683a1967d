"""Queries of the read side do not grow with the number of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prestasi.people.models import Assignment, IdentityNumber, Person, RankRecord, ReportingLine
from prestasi.people.queries.card import card_of
from prestasi.people.queries.corrections import corrections
from prestasi.people.queries.directory import Filters, all_rows, people_page
from prestasi.people.queries.units import unit_page, unit_tree
from tests.world import TODAY, World


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def crowd(world: World, count: int) -> None:
    """Many people in one post under one superior."""
    start = dt.date(2026, 1, 2)
    people = Person.objects.bulk_create(
        Person(name=f"Rekaan {n:04d}", sex="f", born_on=start, employment="pns", joined_on=start) for n in range(count)
    )
    IdentityNumber.objects.bulk_create(
        IdentityNumber(person=p, kind="nip", number=f"1999{n:014d}", valid_from=start) for n, p in enumerate(people)
    )
    RankRecord.objects.bulk_create(
        RankRecord(person=p, scale="pns", rank=9, valid_from=start) for p in people
    )  # fmt: skip
    post, unit = world.positions["employee"], world.units["puskesmas"]
    Assignment.objects.bulk_create(Assignment(person=p, position=post, unit=unit, valid_from=start) for p in people)
    superior = world.people["superior"]
    ReportingLine.objects.bulk_create(ReportingLine(person=p, superior=superior, valid_from=start) for p in people)


BUDGET = {"list": 7, "search": 7, "card": 9, "tree": 1, "unit": 9, "corrections": 2}


@pytest.mark.parametrize("name", sorted(BUDGET))
def test_queries_stay_constant_and_within_budget(world: World, name: str) -> None:
    actor, unit, person = world.actor("analyst"), world.units["puskesmas"].pk, world.people["superior"]
    reads: dict[str, Callable[[], object]] = {
        "list": lambda: people_page(actor, Filters(unit=unit)),
        "search": lambda: people_page(actor, Filters(q="a")),
        "card": lambda: card_of(person),
        "tree": lambda: unit_tree(TODAY),
        "unit": lambda: unit_page(actor, unit, TODAY),
        "corrections": lambda: corrections(actor),
    }
    few = statements(reads[name])
    crowd(world, 120)
    assert statements(reads[name]) <= max(few, BUDGET[name]) <= BUDGET[name]


def test_pages_join_without_gap_or_repeat_in_every_order(world: World) -> None:
    crowd(world, 130)
    actor = world.actor("analyst")
    for sort in ("name", "-name", "post", "rank", "-joined"):
        seen: list[int] = []
        page = people_page(actor, Filters(sort=sort))
        seen += [row.id for row in page.rows]
        while page.after:
            page = people_page(actor, Filters(sort=sort, after=page.after))
            seen += [row.id for row in page.rows]
        assert len(seen) == len(set(seen)) == 140, sort
        back = people_page(actor, Filters(sort=sort, before=page.before))
        assert [row.id for row in back.rows] == seen[50:100], sort


def test_an_export_walks_all_pages(world: World) -> None:
    crowd(world, 30)
    assert len(list(all_rows(world.actor("analyst"), Filters(), TODAY))) == 40


def test_a_misspelt_name_brings_a_suggestion(world: World) -> None:
    page = people_page(world.actor("analyst"), Filters(q="Sekar Umpma"))
    assert not page.rows and [name for _pk, name in page.suggestions] == ["Sekar Umpama"]


def test_the_tree_adds_up_and_knows_vacant_and_acting_heads(world: World) -> None:
    Assignment.objects.filter(person=world.people["superior"]).update(valid_to=TODAY)
    tree = unit_tree(TODAY)
    assert (tree.staff, tree.vacant, tree.units) == (9, 1, 7)
    assert unit_tree(TODAY - dt.timedelta(days=1)).vacant == 0
    Assignment.objects.create(
        person=world.people["peer"], position=world.positions["superior"], unit=world.units["puskesmas"], kind="plt",
        valid_from=TODAY,
    )  # fmt: skip
    assert (unit_tree(TODAY).vacant, unit_tree(TODAY).acting) == (0, 1)
