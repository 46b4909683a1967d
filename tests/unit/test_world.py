"""The world that the other tests stand on keeps its promises."""

from __future__ import annotations

from prestasi.people.permissions import Relation, relations
from tests.world import World


def test_relations_of_the_cast(world: World) -> None:
    employee = world.people["employee"].pk
    expected = {
        "employee": {Relation.SELF},
        "superior": {Relation.SUPERIOR, Relation.UNIT_HEAD},
        "head": {Relation.SUPERIOR_ABOVE, Relation.UNIT_HEAD},
        "peer": set(),
        "stranger": set(),
        "other_head": set(),
        "analyst": {Relation.ANALYST},
        "admin": {Relation.ADMIN},
        "auditor": {Relation.AUDITOR},
    }
    assert {who: set(relations(world.actor(who), employee)) for who in expected} == expected


def test_everybody_below_the_regent_has_an_agreed_plan(world: World) -> None:
    assert set(world.plans) == set(world.people) - {"regent"}
    assert {plan.state for plan in world.plans.values()} == {"agreed"}
