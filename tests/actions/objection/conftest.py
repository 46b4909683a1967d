"""A result of the third quarter that the employee has opened, and officials of other agencies who could decide."""

from __future__ import annotations

import datetime as dt

import pytest

from prestasi.organization.models import Position
from prestasi.people.models import Assignment
from prestasi.performance.models import Evaluation
from tests.web.access.cast import newcomer
from tests.world import LONG_AGO, NOW, World, open_evaluation

RECEIVED = NOW - dt.timedelta(days=3)
REASON = "Cakupan September sudah 92 %, bukti rekapitulasinya terlampir."


def head_of(world: World, key: str, unit: str) -> None:
    """A new head of another agency, with an account."""
    person = newcomer(world, key, unit)
    post = Position.objects.create(
        code=f"kepala-{key}", unit=world.units[unit], title=f"Kepala {unit}", kind="jpt_pratama", is_head=True,
        valid_from=LONG_AGO,
    )  # fmt: skip
    Assignment.objects.filter(person=person).delete()
    Assignment.objects.create(person=person, position=post, unit=world.units[unit], valid_from=LONG_AGO)


def received(world: World, key: str = "employee") -> Evaluation:
    """Rated as expected, confirmed, and opened by the employee on 5 October."""
    evaluation = open_evaluation(world, key)
    evaluation.items.update(rating=2)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        state="rated", result_rating=2, behaviour_rating=2, predicate=2, behaviour_items=[2] * 7,
        rated_by=world.plans[key].rater, rated_at=RECEIVED, ruleset="performance-2022", ruleset_hash="0" * 64,
    )  # fmt: skip
    Evaluation.objects.filter(pk=evaluation.pk).update(
        state="received", confirmed_by=world.plans[key].rater_superior, confirmed_at=RECEIVED, released_at=RECEIVED,
        received_at=RECEIVED,
    )  # fmt: skip
    evaluation.refresh_from_db()
    return evaluation


@pytest.fixture
def contestable(world: World) -> World:
    """`world.evaluations["employee"]` is received; three heads elsewhere may decide."""
    for key, unit in (("head_setda", "setda"), ("head_bkpp", "bkpp")):
        head_of(world, key, unit)
    world.evaluations["employee"] = received(world)
    return world
