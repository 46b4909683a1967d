"""13.05 and 13.06: rights start and stop with the order, to the day; a correction's clock runs in working days."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.notices.models import Notice
from prestasi.organization.models import Holiday
from prestasi.people.actions.acting import appoint_acting, end_acting
from prestasi.people.actions.correction import decide_correction, request_correction
from prestasi.people.actions.correction_clock import escalate_corrections
from prestasi.people.models import Assignment, CorrectionRequest, ReportingLine
from prestasi.performance.models import Plan
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.line_effects import effects
from tests.world import NOW, TODAY, World

DAY = dt.timedelta(days=1)
STARTS, ENDS = TODAY + 3 * DAY, TODAY + 10 * DAY


def may_rate(world: World, who: str, on: dt.date) -> bool:
    with time_machine.travel(NOW + (on - TODAY), tick=False):
        try:
            gate.check_may_rate(world.actor(who), Plan.objects.get(person=world.people["employee"]))
        except (NotAllowed, NotVisible):
            return False
    return True


def vacate(world: World) -> None:
    Assignment.objects.filter(person=world.people["superior"]).update(valid_to=STARTS)
    ReportingLine.objects.filter(superior=world.people["superior"]).update(valid_to=STARTS)


def appoint(world: World, kind: str) -> int:
    receipt = appoint_acting(
        by=world.actor("analyst"), position_id=world.positions["superior"].pk, person_id=world.people["other_head"].pk,
        kind=kind, starts_on=STARTS, ends_on=ENDS, decree="800/7",
    )  # fmt: skip
    return receipt.object_id or 0


BOUNDARY = [(STARTS - DAY, False), (STARTS, True), (ENDS - DAY, True), (ENDS, False)]


@pytest.mark.parametrize(("on", "may"), BOUNDARY)
def test_a_plt_rates_from_the_first_to_the_last_day_of_the_order(world: World, on: dt.date, may: bool) -> None:
    vacate(world)
    appoint(world, "plt")
    assert may_rate(world, "other_head", on) is may


@pytest.mark.parametrize(("on", "may"), BOUNDARY)
def test_a_plh_takes_the_right_over_and_gives_it_back(world: World, on: dt.date, may: bool) -> None:
    appoint(world, "plh")
    assert may_rate(world, "other_head", on) is may
    assert may_rate(world, "superior", on) is not may


def test_an_order_ended_early_ends_the_right_that_day(world: World) -> None:
    acting = appoint(world, "plh")
    end_acting(by=world.actor("analyst"), assignment_id=acting, ends_on=STARTS + 2 * DAY, reason="Pejabat kembali")
    assert may_rate(world, "other_head", STARTS + DAY)
    assert not may_rate(world, "other_head", STARTS + 2 * DAY)
    assert may_rate(world, "superior", STARTS + 2 * DAY)


def test_while_a_post_is_vacant_nobody_rates_and_the_line_is_empty(world: World) -> None:
    vacate(world)
    assert not may_rate(world, "superior", STARTS)
    assert not may_rate(world, "head", STARTS)


def ask(world: World) -> CorrectionRequest:
    Holiday.objects.create(date=dt.date(2026, 10, 12), name="Hari daerah", kind="daerah")
    request_correction(
        by=world.actor("superior"), person_id=world.people["employee"].pk,
        proposed_superior_id=world.people["head"].pk, since=TODAY - 5 * DAY, reason="Sudah pindah ke dinas",
    )  # fmt: skip
    return CorrectionRequest.objects.get()


def test_the_clock_counts_working_days_and_goes_up_when_it_is_late(world: World) -> None:
    request = ask(world)
    assert request.due_on == dt.date(2026, 10, 16)
    told: list[tuple[int, str, str]] = []
    for n in range(14):
        escalate_corrections(TODAY + n * DAY)
        new = Notice.objects.exclude(pk__in=[pk for pk, *_rest in told]).order_by("pk")
        told += [(notice.pk, notice.kind, notice.person.name) for notice in new]
    assert [(kind, name) for _pk, kind, name in told] == [
        ("correction.due", "Ayu Contohsari"),
        ("correction.late", "Ayu Contohsari"),
        ("correction.late", "Damar Andaian"),
        ("correction.asker", "Bima Rekaan"),
    ]


def test_an_answered_request_is_quiet(world: World) -> None:
    request = ask(world)
    decide_correction(by=world.actor("analyst"), request_id=request.pk, accept=False, reason="Data sudah benar")
    assert escalate_corrections(TODAY + 30 * DAY) == 0


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "agreed", "revising"])
def test_a_back_dated_correction_is_explained_before_and_loses_no_plan(world: World, state: str) -> None:
    Plan.objects.filter(person=world.people["employee"]).update(state=state)
    before = Plan.objects.filter(person=world.people["employee"]).values().get()
    assert len(list(effects(world.people["employee"].pk))) == 1
    request = ask(world)
    decide_correction(by=world.actor("analyst"), request_id=request.pk, accept=True, reason="Sesuai SK")
    assert Plan.objects.filter(person=world.people["employee"]).values().get() == before
    line = ReportingLine.objects.on(TODAY - 5 * DAY).get(person=world.people["employee"])
    assert line.superior == world.people["head"]
