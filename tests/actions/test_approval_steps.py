"""13.07: one step or two, dated; the first is never configurable, and two steps are two people."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from prestasi.accounts.actions.approval import set_steps
from prestasi.accounts.actions.delegation import answer_delegation, approve_delegation, propose_delegation
from prestasi.accounts.models import Approval, ApprovalRule, Delegation, RoleGrant
from prestasi.accounts.queries.approvals import steps_for
from prestasi.core import clock
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.organization.models import Holiday
from prestasi.people.actions.correction import decide_correction, request_correction
from prestasi.people.models import CorrectionRequest, ReportingLine
from prestasi.performance.actions.plan import agree_plan
from prestasi.performance.actions.second_approval import approve_second, return_second
from prestasi.performance.models import Plan
from prestasi.performance.queries.second_approvals import second_approvals
from prestasi.performance.queries.waiting import plans_to_review
from tests.world import LONG_AGO, TODAY, World

DAY = dt.timedelta(days=1)


def two_steps(world: World, act: str, starts_on: dt.date = TODAY) -> None:
    set_steps(by=world.actor("admin"), act=act, steps=2, starts_on=starts_on, source="Keputusan Bupati 12")


def sent_plan(world: World) -> Plan:
    plan = world.plans["employee"]
    Plan.objects.filter(pk=plan.pk).update(state="submitted", version=0, submitted_at=clock.now(), agreed_by=None)
    return Plan.objects.get(pk=plan.pk)


def test_the_rule_counts_from_its_day_on_and_keeps_what_was(world: World) -> None:
    two_steps(world, "plan", TODAY + DAY)
    assert [steps_for("plan", TODAY + n * DAY) for n in (0, 1, 2)] == [1, 2, 2]
    set_steps(by=world.actor("admin"), act="plan", steps=1, starts_on=TODAY + 2 * DAY, source="Keputusan 13")
    assert [steps_for("plan", TODAY + n * DAY) for n in (0, 1, 2)] == [1, 2, 1]


@pytest.mark.parametrize("who", ["analyst", "auditor", "employee", "head"])
def test_only_an_admin_sets_steps(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        set_steps(by=world.actor(who), act="plan", steps=2, starts_on=TODAY, source="x")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"act": "cuti"}, "act"),
        ({"steps": 3}, "steps"),
        ({"starts_on": TODAY - DAY}, "starts_on"),
        ({"source": " "}, "source"),
    ],
)
def test_a_bad_rule_is_named(world: World, changes: dict[str, Any], field: str) -> None:
    given = {"act": "plan", "steps": 2, "starts_on": TODAY, "source": "Keputusan", **changes}
    with pytest.raises(Invalid) as refused:
        set_steps(by=world.actor("admin"), **given)
    assert field in refused.value.errors
    assert not ApprovalRule.objects.exists()


def test_with_one_step_the_direct_superior_makes_a_plan_agreed(world: World) -> None:
    plan = sent_plan(world)
    agree_plan(by=world.actor("superior"), plan_id=plan.pk)
    plan.refresh_from_db()
    assert (plan.state, Approval.objects.count()) == ("agreed", 0)


def test_with_two_steps_a_plan_is_agreed_by_both_and_the_direct_superior_stays_its_rater(world: World) -> None:
    two_steps(world, "plan")
    plan = sent_plan(world)
    agree_plan(by=world.actor("superior"), plan_id=plan.pk)
    plan.refresh_from_db()
    assert plan.state == "submitted"
    assert [row.plan_id for row in second_approvals(world.actor("head"), TODAY)] == [plan.pk]
    assert not plans_to_review(world.actor("superior")).exists()
    approve_second(by=world.actor("head"), plan_id=plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.rater, plan.agreed_by) == ("agreed", world.people["superior"], world.people["superior"])


@pytest.mark.parametrize("who", ["superior", "employee", "analyst", "regent"])
def test_nobody_but_the_one_above_takes_the_second_step(world: World, who: str) -> None:
    two_steps(world, "plan")
    plan = sent_plan(world)
    agree_plan(by=world.actor("superior"), plan_id=plan.pk)
    with pytest.raises((NotAllowed, NotVisible)):
        approve_second(by=world.actor(who), plan_id=plan.pk)
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_the_second_step_cannot_come_first_and_the_first_not_twice(world: World) -> None:
    two_steps(world, "plan")
    plan = sent_plan(world)
    with pytest.raises(Closed):
        approve_second(by=world.actor("head"), plan_id=plan.pk)
    agree_plan(by=world.actor("superior"), plan_id=plan.pk)
    with pytest.raises(Closed):
        agree_plan(by=world.actor("superior"), plan_id=plan.pk)


def test_a_plan_returned_at_the_second_step_begins_anew(world: World) -> None:
    two_steps(world, "plan")
    plan = sent_plan(world)
    agree_plan(by=world.actor("superior"), plan_id=plan.pk)
    return_second(by=world.actor("head"), plan_id=plan.pk, reason="Target belum menantang")
    Plan.objects.filter(pk=plan.pk).update(state="submitted", submitted_at=clock.now() + dt.timedelta(minutes=1))
    with pytest.raises(Closed):
        approve_second(by=world.actor("head"), plan_id=plan.pk)
    assert second_approvals(world.actor("head"), TODAY) == ()


def asked(world: World) -> CorrectionRequest:
    Holiday.objects.create(date=dt.date(2026, 12, 25), name="Natal", kind="national")
    request_correction(
        by=world.actor("employee"), person_id=world.people["employee"].pk,
        proposed_superior_id=world.people["head"].pk, since=TODAY, reason="Sudah pindah ke dinas",
    )  # fmt: skip
    return CorrectionRequest.objects.get()


def second_analyst(world: World) -> None:
    RoleGrant.objects.create(user=world.users["stranger"], role="analyst", valid_from=LONG_AGO, reason="uji")


def test_a_correction_in_two_steps_needs_two_analysts(world: World) -> None:
    two_steps(world, "correction")
    second_analyst(world)
    request = asked(world)
    line = ReportingLine.objects.on(TODAY).filter(person=world.people["employee"])
    decide_correction(by=world.actor("analyst"), request_id=request.pk, accept=True, reason="Sesuai SK")
    assert line.get().superior == world.people["superior"]
    with pytest.raises(NotAllowed):
        decide_correction(by=world.actor("analyst"), request_id=request.pk, accept=True, reason="Sesuai SK")
    decide_correction(by=world.actor("stranger"), request_id=request.pk, accept=True, reason="Sesuai SK")
    assert line.get().superior == world.people["head"]


def proposed(world: World) -> Delegation:
    supervisor = world.actor("superior")
    from dataclasses import replace

    from prestasi.core.actor import Grant

    by = replace(supervisor, grants=supervisor.grants | {Grant("supervisor")})
    propose_delegation(
        by=by, holder_id=world.people["peer"].pk, starts_on=TODAY, last_on=TODAY + 5 * DAY, scopes=["review"],
        reason="Cuti",
    )  # fmt: skip
    return Delegation.objects.get()


def test_a_delegation_in_two_steps_waits_for_the_givers_superior(world: World) -> None:
    two_steps(world, "delegation")
    row = proposed(world)
    answer_delegation(by=world.actor("peer"), delegation_id=row.pk, accept=True)
    row.refresh_from_db()
    assert row.state == "accepted"
    with pytest.raises(NotAllowed):
        approve_delegation(by=world.actor("peer"), delegation_id=row.pk, accept=True)
    approve_delegation(by=world.actor("head"), delegation_id=row.pk, accept=True)
    row.refresh_from_db()
    assert row.state == "active"


def test_the_givers_superior_may_refuse_and_a_refused_one_stays_refused(world: World) -> None:
    two_steps(world, "delegation")
    row = proposed(world)
    answer_delegation(by=world.actor("peer"), delegation_id=row.pk, accept=True)
    approve_delegation(by=world.actor("head"), delegation_id=row.pk, accept=False)
    with pytest.raises(Closed):
        approve_delegation(by=world.actor("head"), delegation_id=row.pk, accept=True)
