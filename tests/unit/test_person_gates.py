"""How an actor stands to a person: the relation table in both forms, for one person and for lists."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from prestasi.core.actor import ANONYMOUS, Grant
from prestasi.core.errors import NotVisible
from prestasi.core.memo import remembering
from prestasi.people.models import Person, ReportingLine
from prestasi.people.permissions import (
    Relation,
    check_visible,
    person_or_404,
    relations,
    visible_people,
)
from tests.world import TODAY, World

EXPECTED = {
    "employee": {Relation.SELF},
    "superior": {Relation.SUPERIOR, Relation.UNIT_HEAD},
    "head": {Relation.SUPERIOR_ABOVE, Relation.UNIT_HEAD},
    "regent": {Relation.UNIT_HEAD},
    "peer": set(),
    "other_head": set(),
    "stranger": set(),
    "analyst": {Relation.ANALYST},
    "admin": {Relation.ADMIN},
    "auditor": {Relation.AUDITOR},
}


@pytest.mark.parametrize("who", EXPECTED)
def test_relation_of_everyone_to_the_employee(world: World, who: str) -> None:
    assert relations(world.actor(who), world.people["employee"].pk) == EXPECTED[who]


@pytest.mark.parametrize("who", EXPECTED)
def test_lists_show_exactly_whom_the_gate_shows(world: World, who: str) -> None:
    actor = world.actor(who)
    listed = set(Person.objects.filter(visible_people(actor)).values_list("pk", flat=True))
    for person in world.people.values():
        assert (person.pk in listed) == bool(relations(actor, person.pk)), person


def test_one_query_and_none_when_asked_again(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    actor, person = world.actor("superior"), world.people["employee"].pk
    with remembering(), django_assert_num_queries(1):
        relations(actor, person)
        relations(actor, person)


def test_the_line_counts_on_its_dates_only(world: World) -> None:
    line = ReportingLine.objects.get(person=world.people["employee"])
    line.valid_to = TODAY
    line.save()
    employee, actor = world.people["employee"].pk, world.actor("superior")
    assert Relation.SUPERIOR not in relations(actor, employee)
    assert Relation.SUPERIOR in relations(actor, employee, TODAY - dt.timedelta(days=1))


def test_a_delegate_holds_the_line_of_the_giver_but_never_over_themselves(world: World) -> None:
    superior, peer, employee = (world.people[k].pk for k in ("superior", "peer", "employee"))
    actor = dataclasses.replace(world.actor("peer"), on_behalf_of=superior, grants=frozenset())
    assert Relation.SUPERIOR in relations(actor, employee)
    assert relations(actor, peer) == {Relation.SELF}
    assert relations(actor, superior) == frozenset()


def test_a_grant_reaches_its_unit_and_below(world: World) -> None:
    employee = world.people["employee"].pk
    actor = dataclasses.replace(world.actor("stranger"), grants=frozenset({Grant("analyst", world.units["dinkes"].pk)}))
    assert relations(actor, employee) == {Relation.ANALYST}
    assert relations(actor, world.people["other_head"].pk) == frozenset()


def test_what_is_outside_is_hidden(world: World) -> None:
    employee = world.people["employee"].pk
    with pytest.raises(NotVisible):
        check_visible(world.actor("stranger"), employee)
    with pytest.raises(NotVisible):
        person_or_404(ANONYMOUS, employee)
    with pytest.raises(NotVisible):
        person_or_404(world.actor("analyst"), 10**9)
