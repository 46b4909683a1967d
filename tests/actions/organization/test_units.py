"""Changes of the unit tree from a date, with a decree."""

from __future__ import annotations

import datetime as dt

import pytest

from prestasi.core.errors import Conflict, Invalid, NotAllowed, NotVisible
from prestasi.organization.actions.unit import create_unit, move_unit, rename_unit
from prestasi.organization.models import Unit, UnitVersion
from prestasi.organization.queries.effects import effects_on
from prestasi.organization.queries.units import unit_on
from prestasi.people.actions.unit_merge import merge_unit
from prestasi.people.models import Assignment, ReportingLine
from prestasi.people.queries.units import unit_tree
from tests.world import TODAY, World

NEXT_YEAR = dt.date(2027, 1, 1)


def test_a_new_unit_starts_on_its_day(world: World) -> None:
    create_unit(
        by=world.actor("admin"), code="slm-labkes", name="UPTD Labkesda", kind="uptd",
        parent_id=world.units["dinkes"].pk, effective_on=NEXT_YEAR, decree="Perbup 9",
    )  # fmt: skip
    unit = Unit.objects.get(code="slm-labkes")
    assert unit_on(unit.pk, TODAY) is None
    found = unit_on(unit.pk, NEXT_YEAR)
    assert found and found.path == f"{world.units['kab'].pk}.{world.units['dinkes'].pk}.{unit.pk}."


def test_a_used_code_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        create_unit(
            by=world.actor("admin"), code="slm-setda", name="X", kind="dinas", parent_id=None, effective_on=NEXT_YEAR,
            decree="P",
        )  # fmt: skip
    assert "code" in refused.value.errors


def test_a_rename_keeps_the_old_name_for_the_days_before(world: World) -> None:
    unit = world.units["dinkes"].pk
    rename_unit(
        by=world.actor("analyst"), unit_id=unit, name="Dinas Kesehatan dan KB", kind="dinas", effective_on=NEXT_YEAR,
        decree="Perda 4",
    )  # fmt: skip
    assert unit_on(unit, TODAY).name == "Dinas Kesehatan"  # type: ignore[union-attr]
    assert unit_on(unit, NEXT_YEAR).name == "Dinas Kesehatan dan KB"  # type: ignore[union-attr]


def test_two_changes_on_one_day_conflict(world: World) -> None:
    change = {"unit_id": world.units["dinkes"].pk, "kind": "dinas", "effective_on": NEXT_YEAR, "decree": "P"}
    rename_unit(by=world.actor("admin"), name="A", **change)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        rename_unit(by=world.actor("admin"), name="B", **change)  # type: ignore[arg-type]
    assert UnitVersion.objects.filter(unit=world.units["dinkes"]).count() == 2


def test_a_moved_unit_takes_its_subtree_along(world: World) -> None:
    move_unit(
        by=world.actor("admin"), unit_id=world.units["dinkes"].pk, parent_id=world.units["setda"].pk,
        effective_on=NEXT_YEAR, decree="Perda 5",
    )  # fmt: skip
    path = unit_on(world.units["puskesmas"].pk, NEXT_YEAR).path_ids  # type: ignore[union-attr]
    assert path == tuple(world.units[k].pk for k in ("kab", "setda", "dinkes", "puskesmas"))
    assert unit_on(world.units["puskesmas"].pk, TODAY).depth == 2  # type: ignore[union-attr]


def test_a_unit_cannot_move_below_itself(world: World) -> None:
    with pytest.raises(Invalid, match="dirinya sendiri"):
        move_unit(
            by=world.actor("admin"), unit_id=world.units["dinkes"].pk, parent_id=world.units["puskesmas"].pk,
            effective_on=NEXT_YEAR, decree="P",
        )  # fmt: skip
    assert UnitVersion.objects.filter(unit=world.units["dinkes"]).count() == 1


def test_a_merge_carries_staff_and_leaves_the_head_to_be_placed(world: World) -> None:
    merge_unit(
        by=world.actor("admin"), unit_id=world.units["puskesmas"].pk, into_id=world.units["dinkes"].pk,
        effective_on=NEXT_YEAR, decree="Perbup 7",
    )  # fmt: skip
    assert unit_on(world.units["puskesmas"].pk, NEXT_YEAR) is None
    employee = Assignment.objects.on(NEXT_YEAR).get(person=world.people["employee"])
    assert employee.unit == world.units["dinkes"] and employee.position.title == "Bidan Ahli Pertama"
    assert not Assignment.objects.on(NEXT_YEAR).filter(person=world.people["superior"]).exists()
    line = ReportingLine.objects.on(NEXT_YEAR).get(person=world.people["employee"])
    assert line.superior_id == world.people["head"].pk
    assert unit_tree(TODAY).units == unit_tree(NEXT_YEAR).units + 1


def test_effects_are_told_before_the_act(world: World) -> None:
    told = {str(e.text): e.count for e in effects_on(world.units["dinkes"].pk, NEXT_YEAR)}
    assert told["unit di bawahnya ikut"] == 1
    assert told["pegawai bekerja di sini"] == 4
    assert told["pejabat memimpin unit ini dan di bawahnya"] == 2


@pytest.mark.parametrize(("who", "refusal"), [("auditor", NotAllowed), ("head", NotAllowed), ("employee", NotAllowed)])
def test_readers_do_not_change_units(world: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rename_unit(
            by=world.actor(who), unit_id=world.units["dinkes"].pk, name="A", kind="dinas", effective_on=NEXT_YEAR,
            decree="P",
        )  # fmt: skip


def test_a_unit_that_never_was_is_not_visible(world: World) -> None:
    with pytest.raises(NotVisible):
        rename_unit(by=world.actor("admin"), unit_id=0, name="A", kind="x", effective_on=NEXT_YEAR, decree="P")
