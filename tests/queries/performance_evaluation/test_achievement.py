"""Standings: only accepted reports count, once per reporting period, in one frame for any number of plans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from prestasi.performance.actions.achievement import set_achievement
from prestasi.performance.actions.progress import NewEvidence, report_progress
from prestasi.performance.actions.verification import accept_progress
from prestasi.performance.models import Progress
from prestasi.performance.queries.achievement import Standing, standings_of_plan
from prestasi.performance.queries.report import report_page
from prestasi.performance.queries.today import today_page
from prestasi.performance.queries.unit_achievement import achievements_page
from tests.world import World, open_evaluation


def report(world: World, day: dt.date, value: str, accept: bool = True) -> None:
    report_progress(
        by=world.actor("employee"), indicator_id=world.indicators["employee"].pk, value=Decimal(value), on=day,
        evidence=[NewEvidence("record", "SIMPUS 12", "12")],
    )  # fmt: skip
    if accept:
        accept_progress(by=world.actor("superior"), progress_id=Progress.objects.latest("pk").pk)


def standing(world: World, quarter: int = 3) -> Standing:
    return standings_of_plan(world.plans["employee"], world.periods[quarter])[world.results["employee"].pk]


def test_a_report_that_waits_does_not_count(world: World) -> None:
    report(world, dt.date(2026, 8, 31), "91", accept=False)
    found = standing(world)
    assert (found.achievement_bp, found.evidence_count) == (None, 0)
    assert len(found.indicators[0].points) == 1


def test_the_last_accepted_figure_of_the_period_counts(world: World) -> None:
    report(world, dt.date(2026, 8, 31), "89.4")
    report(world, dt.date(2026, 9, 30), "92")
    report(world, dt.date(2026, 10, 5), "95")
    assert standing(world).achievement_bp == 10_000
    assert standing(world, 4).indicators[0].value == Decimal(95)


def test_a_mean_takes_the_months_of_the_period(world: World) -> None:
    indicator = world.indicators["employee"]
    indicator.combine = "mean"
    indicator.save()
    for day, value in ((dt.date(2026, 7, 31), "88"), (dt.date(2026, 8, 31), "90"), (dt.date(2026, 9, 30), "92")):
        report(world, day, value)
    assert standing(world).indicators[0].value == Decimal(90)


def test_the_most_overdue_figure_is_asked_first_for_its_own_month(world: World) -> None:
    page = report_page(world.actor("employee"))
    assert page.chosen is not None
    assert (page.chosen.starts, page.on) == (dt.date(2026, 8, 1), dt.date(2026, 8, 31))
    report(world, dt.date(2026, 8, 31), "90", accept=False)
    following = report_page(world.actor("employee")).chosen
    assert following is not None
    assert following.starts == dt.date(2026, 9, 1)


def test_no_figure_is_asked_for_a_closed_quarter(world: World) -> None:
    """August and September are without a report, but their quarter takes none any more."""
    quarter = world.periods[3]
    type(quarter).objects.filter(pk=quarter.pk).update(state="closed")
    page, today = report_page(world.actor("employee")), today_page(world.actor("employee"))
    assert page.chosen is not None
    assert page.chosen.starts == dt.date(2026, 10, 1)
    asked = [act.due_on for act in (*today.acts, *today.later) if "/capaian/catat/" in act.href]
    assert asked == [dt.date(2026, 11, 5)]


def test_a_unit_whose_head_has_left_waits_for_the_head_above(world: World) -> None:
    """The one who left is rated by the unit's achievement too; the post may stay vacant past the period."""
    held = world.assignments["superior"]
    type(held).objects.filter(pk=held.pk).update(valid_to=dt.date(2026, 9, 1))
    open_evaluation(world, "superior")
    listed = {row.unit_id: row.head for row in achievements_page(world.actor("head")).rows}
    assert listed == {world.units["puskesmas"].pk: ""}
    set_achievement(
        by=world.actor("head"), unit_id=world.units["puskesmas"].pk, period_id=world.periods[3].pk, level="BAIK",
        reason="Perjanjian kinerja tercapai.",
    )  # fmt: skip
    assert world.units["puskesmas"].pk not in {row.unit_id for row in achievements_page(world.actor("other_head")).rows}
