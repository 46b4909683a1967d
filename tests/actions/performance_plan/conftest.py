from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from prestasi.audit.models import Event
from prestasi.performance.actions import plan as plans
from prestasi.performance.models import ExpectedResult, Plan
from tests.world import World

NUMERIC = {
    "name": "Cakupan balita yang diukur",
    "aspect": "kualitas",
    "unit_of_measure": "persen",
    "direction": "higher",
    "start_value": Decimal("80"),
    "target": Decimal("92"),
    "combine": "last",
    "frequency": "monthly",
}


@pytest.fixture
def draft(world: World) -> Plan:
    """The employee's plan for 2026, still a draft that could be sent: one linked result, one numeric indicator."""
    plan = world.plans["employee"]
    plan.state, plan.version, plan.agreed_by, plan.agreed_at = "draft", 0, None, None
    plan.save()
    return plan


@pytest.fixture
def submitted(world: World, draft: Plan) -> Plan:
    plans.submit_plan(by=world.actor("employee"), plan_id=draft.pk)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def agreed(world: World, submitted: Plan) -> Plan:
    """Agreed through the front door, so that the version's document exists."""
    plans.agree_plan(by=world.actor("superior"), plan_id=submitted.pk)
    submitted.refresh_from_db()
    return submitted


@pytest.fixture
def unchanged() -> Callable[[], Any]:
    """What must be the same after a refusal: all plans, results and the number of events."""

    def snapshot() -> Any:
        return (
            list(Plan.objects.order_by("pk").values()),
            list(ExpectedResult.objects.order_by("pk").values()),
            Event.objects.count(),
        )

    return snapshot
