"""Unit goals and their indicators are set by the unit's head or an analyst."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from prestasi.core.errors import Conflict, Invalid, NotAllowed
from prestasi.performance.actions.goal import add_goal, edit_goal, set_goal_indicator
from prestasi.performance.models import Goal, GoalIndicator, GoalValue
from tests.world import World

VALUES: dict[str, Any] = {
    "name": "Prevalensi stunting", "unit_of_measure": "persen", "direction": "lower", "combine": "last",
    "frequency": "yearly", "start_value": Decimal("7.2"), "target": Decimal("6"), "data_source": "e-PPGBM",
}  # fmt: skip


@pytest.mark.parametrize("who", ["head", "analyst"])
def test_head_and_analyst_add_a_goal_with_a_numeric_target(world: World, who: str) -> None:
    unit = world.units["puskesmas"]
    receipt = add_goal(by=world.actor(who), unit_id=unit.pk, text="Stunting turun", year=2026, parent_id=world.goal.pk)
    goal = Goal.objects.get(pk=receipt.object_id or 0)
    set_goal_indicator(by=world.actor(who), goal_id=goal.pk, year=2026, values=VALUES)
    indicator = goal.indicators.get()
    assert (goal.parent, indicator.direction, indicator.values.get().target) == (world.goal, "lower", Decimal("6"))


@pytest.mark.parametrize("who", ["employee", "other_head", "auditor"])
def test_others_may_not(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_goal(by=world.actor(who), unit_id=world.units["dinkes"].pk, text="Stunting turun", year=2026)
    assert Goal.objects.count() == 1


def test_a_target_of_text_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        set_goal_indicator(
            by=world.actor("head"), goal_id=world.goal.pk, year=2026, values=VALUES | {"target": "turun"}
        )
    assert "harus angka" in refused.value.errors["target"]
    assert not GoalValue.objects.exists()


def test_a_goal_cannot_hang_below_itself(world: World) -> None:
    receipt = add_goal(
        by=world.actor("head"),
        unit_id=world.units["dinkes"].pk,
        text="Anak sasaran",
        year=2026,
        parent_id=world.goal.pk,
    )
    with pytest.raises(Invalid, match="bawah dirinya"):
        edit_goal(by=world.actor("head"), goal_id=world.goal.pk, text=world.goal.text, parent_id=receipt.object_id)


def test_two_people_changing_the_same_target_get_a_comparison(world: World) -> None:
    indicator = GoalIndicator.objects.get()
    base = VALUES | {"formula": ""}
    set_goal_indicator(by=world.actor("head"), goal_id=world.goal.pk, indicator_id=indicator.pk, year=2026, values=base)
    change = partial(set_goal_indicator, goal_id=world.goal.pk, indicator_id=indicator.pk, year=2026, base=base)
    change(by=world.actor("head"), values=base | {"target": Decimal(5)})
    with pytest.raises(Conflict) as clash:
        change(by=world.actor("analyst"), values=base | {"target": Decimal(4)})
    assert clash.value.fields == {"target": ("5", "4")}
