"""Random lives of a plan against a model that knows only the table: same states, versions and refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.performance.actions import plan as plans
from prestasi.performance.actions.result import add_result, edit_result
from prestasi.performance.actions.revision import cancel_revision
from prestasi.performance.models import Plan
from prestasi.performance.states import PLAN, Who, is_possible, target
from tests.world import World

REASON = "Anggaran kegiatan berubah."
PARTY = {"employee": Who.OWNER, "superior": Who.REVIEWER, "analyst": Who.OFFICE, "head": None, "peer": None}
ACTS: dict[str, Callable[[Any, Plan, World], object]] = {
    "edit": lambda by, p, w: edit_result(by=by, result_id=w.results["employee"].pk, values={"text": "Kalimat baru"}),
    "submit": lambda by, p, w: plans.submit_plan(by=by, plan_id=p.pk),
    "return": lambda by, p, w: plans.return_plan(by=by, plan_id=p.pk, reason=REASON),
    "agree": lambda by, p, w: plans.agree_plan(by=by, plan_id=p.pk),
    "revise": lambda by, p, w: plans.start_revision(by=by, plan_id=p.pk, reason=REASON),
    "cancel_revision": lambda by, p, w: cancel_revision(by=by, plan_id=p.pk),
    "end": lambda by, p, w: plans.end_plan(by=by, plan_id=p.pk, on=dt.date(2026, 10, 1), reason=REASON),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(sorted(PARTY))), max_size=14)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_every_life_follows_the_table(world: World, draft: Plan, steps: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        state, version = "draft", 0
        for act, who in steps:
            state, version = _step(world, draft, act, who, state, version)
        transaction.set_rollback(True)


def _step(world: World, plan: Plan, act: str, who: str, state: str, version: int) -> tuple[str, int]:
    before = Event.objects.count()
    allowed = PARTY[who] in PLAN[act].who
    if allowed and is_possible(act, state, version):
        ACTS[act](world.actor(who), plan, world)
        version += act == "agree"
        state = target(act, version)
        assert Event.objects.count() > before
    else:
        with pytest.raises((NotAllowed, NotVisible) if not allowed else Closed), transaction.atomic():
            ACTS[act](world.actor(who), plan, world)
        assert Event.objects.count() == before
    plan.refresh_from_db()
    assert (plan.state, plan.version, plan.versions.count()) == (state, version, version)
    return state, version


def test_a_full_plan_refuses_one_result_more(world: World, draft: Plan) -> None:
    draft.results.update(order=40)
    with pytest.raises(Exception, match="Paling banyak 40"):
        add_result(by=world.actor("employee"), plan_id=draft.pk, values={"text": "Satu lagi hasil kerja"})
