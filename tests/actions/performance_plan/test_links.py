"""Pull, push, take over: links are many, have history, and survive a change of superior."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.performance.actions.copy import copy_last_year, copy_result, take_goal, take_indicator
from prestasi.performance.actions.link import end_link, link_result
from prestasi.performance.actions.plan import start_plan
from prestasi.performance.actions.push import push_result
from prestasi.performance.actions.year import prepare_year
from prestasi.performance.models import ExpectedResult, Goal, Indicator, Plan, ResultLink
from tests.world import World


def test_pulling_from_superior_unit_goal_and_another_units_head(world: World, draft: Plan) -> None:
    employee, mine = world.actor("employee"), world.results["employee"]
    link_result(by=employee, result_id=mine.pk, goal_id=world.goal.pk)
    link_result(by=employee, result_id=mine.pk, parent_id=world.results["other_head"].pk, kind="indirect")
    open_links = mine.links.filter(ended_at__isnull=True)
    assert {(li.parent_id, li.goal_id, li.kind) for li in open_links} == {
        (world.results["superior"].pk, None, "direct"),
        (None, world.goal.pk, "direct"),
        (world.results["other_head"].pk, None, "indirect"),
    }


def test_a_peers_result_or_a_foreign_units_goal_cannot_be_pulled(
    world: World, draft: Plan, unchanged: Callable[[], Any]
) -> None:
    foreign = Goal.objects.create(
        code="x", level="hasil_unit", text="Lain", unit=world.units["disdik"], year_from=2026, year_to=2026
    )
    before = unchanged()
    targets: tuple[dict[str, Any], ...] = ({"parent_id": world.results["peer"].pk}, {"goal_id": foreign.pk}, {})
    for target in targets:
        with pytest.raises(Invalid):
            link_result(by=world.actor("employee"), result_id=world.results["employee"].pk, **target)
    assert unchanged() == before


def test_changing_the_kind_ends_the_old_link_and_keeps_it(world: World, agreed: Plan) -> None:
    mine, parent = world.results["employee"], world.results["superior"]
    link_result(by=world.actor("superior"), result_id=mine.pk, parent_id=parent.pk, kind="indirect")
    old, new = mine.links.order_by("pk")
    assert (old.ended_by, new.kind, new.ended_at) == (world.people["superior"], "indirect", None)


def test_an_ended_link_stays_in_the_history(world: World, draft: Plan) -> None:
    link = world.results["employee"].links.get()
    end_link(by=world.actor("employee"), link_id=link.pk)
    link.refresh_from_db()
    assert link.ended_by == world.people["employee"]
    assert ResultLink.objects.filter(pk=link.pk).exists()


def test_others_may_not_touch_links(world: World, draft: Plan) -> None:
    link = world.results["employee"].links.get()
    with pytest.raises(NotAllowed):
        end_link(by=world.actor("analyst"), link_id=link.pk)
    with pytest.raises(NotVisible):
        end_link(by=world.actor("peer"), link_id=link.pk)


def test_pushing_gives_each_receiver_a_linked_draft_item(world: World, draft: Plan) -> None:
    world.plans["peer"].delete()
    source = world.results["superior"]
    people = [world.people["employee"].pk, world.people["peer"].pk]
    receipt = push_result(by=world.actor("superior"), result_id=source.pk, person_ids=people, with_indicators=True)
    given = ExpectedResult.objects.filter(links__parent=source, assigned_by=world.people["superior"])
    assert receipt.kind == "result.pushed"
    assert [g.plan.person for g in given] == [world.people["peer"]]  # the employee serves it already
    assert given[0].plan.state == "draft"
    assert given[0].indicators.get().copied_from == world.indicators["superior"]


def test_pushing_opens_an_agreed_plan_for_change(world: World) -> None:
    extra = ExpectedResult.objects.create(plan=world.plans["superior"], text="Turunnya stunting di Minggir")
    push_result(
        by=world.actor("superior"),
        result_id=extra.pk,
        person_ids=[world.people["employee"].pk],
        text="Balita didampingi",
    )
    plan = world.plans["employee"]
    plan.refresh_from_db()
    assert (plan.state, plan.version) == ("revising", 1)
    assert plan.results.filter(text="Balita didampingi").exists()


def test_a_head_gives_a_unit_goal_to_everybody_below_in_one_act(world: World) -> None:
    people = [world.people[k].pk for k in ("superior", "employee", "peer")]
    goal = Goal.objects.create(
        code="sakip",
        level="hasil_unit",
        text="Nilai SAKIP naik",
        unit=world.units["dinkes"],
        year_from=2026,
        year_to=2026,
    )
    receipt = push_result(by=world.actor("head"), goal_id=goal.pk, person_ids=people, year=2026)
    assert goal.contributions.count() == 3
    assert "3 pegawai" in receipt.next_step


def test_nobody_outside_the_line_can_be_given_work(world: World, unchanged: Callable[[], Any]) -> None:
    before = unchanged()
    with pytest.raises(Invalid, match="bawahan"):
        push_result(
            by=world.actor("superior"), result_id=world.results["superior"].pk,
            person_ids=[world.people["peer"].pk, world.people["stranger"].pk],
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        push_result(
            by=world.actor("superior"), result_id=world.results["head"].pk, person_ids=[world.people["peer"].pk]
        )
    assert unchanged() == before


def test_a_successor_takes_over_results_and_what_was_linked_to_them(world: World) -> None:
    old = world.plans["superior"]
    Plan.objects.filter(pk=old.pk).update(state="ended", ends_on=dt.date(2026, 6, 30))
    successor = world.people["peer"]
    world.plans["peer"].delete()
    plan = Plan.objects.create(
        cycle=world.cycle, person=successor, assignment=world.assignments["superior"], position=old.position,
        unit=old.unit, form="A-Q", starts_on=dt.date(2026, 7, 1), ends_on=dt.date(2026, 12, 31),
    )  # fmt: skip
    copy_result(by=world.actor("peer"), plan_id=plan.pk, result_id=world.results["superior"].pk)
    copy = plan.results.get()
    links = world.results["employee"].links.order_by("pk")
    assert copy.copied_from == world.results["superior"]
    assert [(li.parent_id, li.ended_at is None) for li in links] == [(old.results.get().pk, False), (copy.pk, True)]


def test_foreign_results_cannot_be_copied(world: World, draft: Plan) -> None:
    with pytest.raises(NotAllowed):
        copy_result(by=world.actor("employee"), plan_id=draft.pk, result_id=world.results["superior"].pk)


def test_a_unit_goal_becomes_an_own_result_with_its_indicators(world: World, draft: Plan) -> None:
    take_goal(by=world.actor("employee"), plan_id=draft.pk, goal_id=world.goal.pk)
    item = draft.results.latest("pk")
    assert item.text == world.goal.text
    assert item.links.get().goal == world.goal
    assert item.indicators.get().unit_of_measure == "persen"


def test_an_indicator_from_the_library_keeps_its_origin(world: World, draft: Plan) -> None:
    source = world.indicators["peer"]
    take_indicator(by=world.actor("employee"), result_id=world.results["employee"].pk, indicator_id=source.pk)
    assert Indicator.objects.latest("pk").copied_from == source
    with pytest.raises(NotVisible):
        take_indicator(
            by=world.actor("employee"), result_id=world.results["employee"].pk, indicator_id=world.indicators["head"].pk
        )


def test_last_year_comes_over_whole_and_linked_on(world: World) -> None:
    """The employee's result served the superior's; the superior's copy of it is served by the employee's copy."""
    prepare_year(by=world.actor("analyst"), year=2027, plan_due_on=dt.date(2027, 1, 31))
    above, below = (start_plan(by=world.actor(who), year=2027).made for who in ("superior", "employee"))
    copy_last_year(by=world.actor("superior"), plan_id=above)
    Plan.objects.filter(pk=above).update(state="submitted")
    copy_last_year(by=world.actor("employee"), plan_id=below)
    heir = ExpectedResult.objects.get(plan=above)
    copies = ExpectedResult.objects.filter(plan=below)
    assert [c.copied_from_id for c in copies] == [world.results["employee"].pk]
    assert list(ResultLink.objects.filter(result__plan=below).values_list("parent_id", flat=True)) == [heir.pk]
    assert copies.get().indicators.count() == world.results["employee"].indicators.count()
    with pytest.raises(Closed):
        copy_last_year(by=world.actor("employee"), plan_id=below)


@pytest.mark.parametrize("holds_results", [False, True])
def test_an_empty_plan_takes_the_approach_of_last_year(world: World, holds_results: bool) -> None:
    """Described levels would otherwise stand in a plan that asks for numbers, and it could not be sent."""
    Plan.objects.filter(pk=world.plans["employee"].pk).update(form="A-L")
    prepare_year(by=world.actor("analyst"), year=2027, plan_due_on=dt.date(2027, 1, 31))
    plan = start_plan(by=world.actor("employee"), year=2027).made
    if holds_results:
        ExpectedResult.objects.create(plan_id=plan, text="Arsip tertata", order=1)
    assert Plan.objects.get(pk=plan).form == "A-Q"
    copy_last_year(by=world.actor("employee"), plan_id=plan)
    assert Plan.objects.get(pk=plan).form == ("A-Q" if holds_results else "A-L")


def test_a_year_of_many_results_comes_over_in_the_statements_of_one(world: World) -> None:
    """Twelve results, each with an indicator, a goal and a superior's result served, take no more than two do."""
    prepare_year(by=world.actor("analyst"), year=2027, plan_due_on=dt.date(2027, 1, 31))
    Goal.objects.filter(pk=world.goal.pk).update(year_to=2027)
    above, few, many = (start_plan(by=world.actor(w), year=2027).made for w in ("superior", "employee", "peer"))
    copy_last_year(by=world.actor("superior"), plan_id=above)
    Plan.objects.filter(pk=above).update(state="submitted")
    for who, count in (("employee", 1), ("peer", 11)):
        _more_results(world, who, count)
    counts = {}
    for who, plan in (("employee", few), ("peer", many)):
        with CaptureQueriesContext(connection) as captured:
            copy_last_year(by=world.actor(who), plan_id=plan)
        counts[who] = len(captured)
    assert counts["peer"] <= counts["employee"]
    assert ResultLink.objects.filter(result__plan=many).count() == 12 + 11
    assert Indicator.objects.filter(result__plan=many).count() == 12
    assert list(Plan.objects.get(pk=many).results.order_by("order").values_list("order", flat=True)) == [*range(1, 13)]


def _more_results(world: World, who: str, count: int) -> None:
    for number in range(count):
        item = ExpectedResult.objects.create(plan=world.plans[who], text=f"Hasil {number}", order=number + 2)
        Indicator.objects.create(result=item, name="Cakupan", unit_of_measure="persen", target=90)
        ResultLink.objects.create(result=item, parent=world.results["superior"])
        ResultLink.objects.create(result=item, goal=world.goal)
