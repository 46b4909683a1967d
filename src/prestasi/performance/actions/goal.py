"""Goals and indicators of a unit, set by its head or an analyst."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions.clean import LARGEST
from prestasi.performance.actions.merge import changes, merged
from prestasi.performance.models import Goal, GoalIndicator, GoalValue
from prestasi.performance.models.measure import Combine, Direction, Frequency
from prestasi.performance.permissions.plan import check_goal

INDICATOR_FIELDS = (
    "name", "unit_of_measure", "direction", "combine", "frequency", "start_value", "formula", "data_source",
)  # fmt: skip


def add_goal(
    *, by: Actor, unit_id: int, text: str, year: int, parent_id: int | None = None, key: str | None = None
) -> Receipt:
    """Add a result of a unit (*hasil unit*) for a year, below a goal of the region or of a unit above."""

    def act() -> Receipt:
        check_goal(by, unit_id, clock.today())
        goal = Goal.objects.create(
            code=f"unit-{unit_id}-{uuid.uuid4().hex[:10]}", level=Goal.Level.UNIT_RESULT, text=_goal_text(text),
            parent=_parent(parent_id), unit_id=unit_id, year_from=year, year_to=year, source="unit", parent_link="unit",
        )  # fmt: skip
        return _changed(by, goal, {"text": goal.text, "year": year})

    return once(key, by, act)


def edit_goal(
    *, by: Actor, goal_id: int, text: str, parent_id: int | None = None, base: Mapping[str, Any] | None = None,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Change the wording or the place of a unit's goal; a field that somebody else changed too raises Conflict."""

    def act() -> Receipt:
        goal = _locked(by, goal_id)
        theirs = {"text": goal.text, "parent_id": goal.parent_id}
        new = merged(base or theirs, {"text": _goal_text(text), "parent_id": parent_id}, theirs)
        goal.text, goal.parent = new["text"], _parent(new["parent_id"], goal)
        goal.save(update_fields=["text", "parent"])
        return _changed(by, goal, {"changes": changes(theirs, new)})

    return once(key, by, act)


def _goal_text(text: str) -> str:
    line = " ".join(text.split())
    if len(line) < 5:
        raise Invalid({"text": _("Tulis sasaran dalam satu kalimat.")})
    return line[:1000]


def _parent(parent_id: int | None, goal: Goal | None = None) -> Goal | None:
    """The goal above; never the goal itself or one below it."""
    above = parent = Goal.objects.filter(pk=parent_id).first() if parent_id else None
    while above is not None and goal is not None:
        if above.pk == goal.pk:
            raise Invalid({"parent_id": _("Sasaran tidak dapat berada di bawah dirinya sendiri.")})
        above = above.parent
    return parent


def _locked(by: Actor, goal_id: int) -> Goal:
    goal = Goal.objects.select_for_update().filter(pk=goal_id).first()
    if goal is None:
        raise NotVisible
    check_goal(by, goal.unit_id, clock.today())
    return goal


def _changed(by: Actor, goal: Goal, payload: dict[str, Any]) -> Receipt:
    return record("goal.changed", by=by, about=goal, unit=goal.unit_id, payload=payload)


def set_goal_indicator(
    *, by: Actor, goal_id: int, year: int, values: Mapping[str, Any], indicator_id: int | None = None,
    base: Mapping[str, Any] | None = None, key: str | None = None,
) -> Receipt:  # fmt: skip
    """Add or change an indicator of a unit's goal with its target of the year (`values["target"]`, Decimal)."""

    def act() -> Receipt:
        goal = _locked(by, goal_id)
        kept = _clean(values)
        indicator = _indicator(goal, indicator_id)
        theirs = _stored(indicator, year) if indicator_id else kept
        new = merged(base or theirs, kept, theirs) if indicator_id else kept
        _write(indicator, new, year)
        return _changed(by, goal, {"indicator": indicator.pk, "changes": changes(theirs, new), "year": year})

    return once(key, by, act)


def _indicator(goal: Goal, indicator_id: int | None) -> GoalIndicator:
    if indicator_id is None:
        return GoalIndicator(
            goal=goal, owner_unit_id=goal.unit_id, code=f"{goal.code}-{uuid.uuid4().hex[:8]}", source="unit"
        )
    indicator = GoalIndicator.objects.filter(pk=indicator_id, goal=goal).first()
    if indicator is None:
        raise NotVisible
    return indicator


def _stored(indicator: GoalIndicator, year: int) -> dict[str, Any]:
    value = GoalValue.objects.filter(indicator=indicator, year=year, period_type="year").first()
    return {n: getattr(indicator, n) for n in INDICATOR_FIELDS} | {"target": value.target if value else None}


def _write(indicator: GoalIndicator, fields: Mapping[str, Any], year: int) -> None:
    for name in INDICATOR_FIELDS:
        setattr(indicator, name, fields[name])
    indicator.save()
    GoalValue.objects.update_or_create(
        indicator=indicator, period_end=dt.date(year, 12, 31), period_type="year",
        defaults={"year": year, "target": fields["target"]},
    )  # fmt: skip


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: values.get(name, "") for name in INDICATOR_FIELDS}
    kept["start_value"], kept["target"] = values.get("start_value"), values.get("target")
    kept["name"] = " ".join(str(kept["name"]).split())[:300]
    errors = _clean_choices(kept)
    if len(kept["name"]) < 3:
        errors["name"] = _("Tulis nama indikator.")
    if not str(kept["unit_of_measure"]).strip():
        errors["unit_of_measure"] = _("Isi satuan, misalnya persen, orang, atau hari.")
    for name in ("start_value", "target"):
        if not _is_number(kept[name], needed=name == "target"):
            errors[name] = _("Target harus angka, misalnya 92 atau 92,5. Tulis satuannya di kolom satuan.")
    if errors:
        raise Invalid(errors)
    return kept


def _clean_choices(kept: Mapping[str, Any]) -> dict[str, str]:
    choices = {
        "direction": (Direction.HIGHER, Direction.LOWER),
        "combine": Combine.values,
        "frequency": Frequency.values,
    }
    return {name: _("Pilih salah satu.") for name, allowed in choices.items() if kept[name] not in allowed}


def _is_number(value: Any, *, needed: bool) -> bool:
    if value is None:
        return not needed
    return isinstance(value, Decimal) and abs(value) < LARGEST
