"""The next performance year: copied, planned in, begun by the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed
from prestasi.performance.actions.plan import start_plan
from prestasi.performance.actions.year import begin_years, prepare_year
from prestasi.performance.models import Cycle, Plan
from tests.world import World

DUE = dt.date(2027, 1, 31)


def test_an_analyst_copies_the_last_year_and_plans_can_be_written(world: World) -> None:
    receipt = prepare_year(by=world.actor("analyst"), year=2027, plan_due_on=DUE)
    cycle = Cycle.objects.get(year=2027)
    assert (cycle.state, cycle.ruleset, cycle.plan_due_on) == ("prepared", world.cycle.ruleset, DUE)
    before = [(p.number, p.kind, p.starts_on.month, p.ends_on.day) for p in world.cycle.periods.order_by("number")]
    assert [(p.number, p.kind, p.starts_on.month, p.ends_on.day) for p in cycle.periods.order_by("number")] == before
    assert {p.state for p in cycle.periods.all()} == {"ahead"}
    assert {p.starts_on.year for p in cycle.periods.all()} == {2027}
    assert Event.objects.get(pk=receipt.event_id).kind == "cycle.prepared"
    start_plan(by=world.actor("employee"), year=2027)
    assert Plan.objects.filter(person=world.people["employee"], cycle=cycle, state="draft").count() == 1


@pytest.mark.parametrize("who", ["admin", "auditor", "superior", "employee"])
def test_nobody_else_prepares_a_year(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        prepare_year(by=world.actor(who), year=2027, plan_due_on=DUE)
    assert not Cycle.objects.filter(year=2027).exists()


@pytest.mark.parametrize(("year", "due", "field"), [(2028, DUE, "year"), (2027, dt.date(2026, 12, 1), "plan_due_on")])
def test_a_gap_or_a_day_outside_is_refused(world: World, year: int, due: dt.date, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        prepare_year(by=world.actor("analyst"), year=year, plan_due_on=due)
    assert set(refused.value.errors) == {field}


def test_a_year_is_prepared_once_even_when_the_button_is_pressed_twice(world: World) -> None:
    key = "6b2dcf9e-0a40-4b40-9b6e-1f7d0a6f1a11"
    first, second = (prepare_year(by=world.actor("analyst"), year=2027, plan_due_on=DUE, key=key) for _ in range(2))
    assert first.number == second.number
    with pytest.raises(Closed):
        prepare_year(by=world.actor("analyst"), year=2027, plan_due_on=DUE)


def test_it_begins_on_its_first_day(world: World) -> None:
    prepare_year(by=world.actor("analyst"), year=2027, plan_due_on=DUE)
    assert begin_years(dt.date(2026, 12, 31)) == 0
    assert begin_years(dt.date(2027, 1, 1)) == 1
    assert begin_years(dt.date(2027, 1, 2)) == 0
    assert Cycle.objects.get(year=2027).state == "open"


def test_the_page_makes_it_and_hari_ini_asks_for_the_plan(world: World, client: Client) -> None:
    client.force_login(world.users["analyst"])
    assert "Siapkan 2027" in client.get("/periode/").content.decode()
    answer = client.post("/periode/tahun-berikutnya/", {"plan_due_on": ""})
    assert answer.status_code == 422
    answer = client.post("/periode/tahun-berikutnya/", {"plan_due_on": "2027-01-31"})
    assert answer.status_code == 302 and "/bukti-terima/" in answer["Location"]
    assert client.get("/periode/tahun-berikutnya/").status_code == 409
    client.force_login(world.users["employee"])
    assert "Susun rencana kinerja 2027" in client.get("/hari-ini/").content.decode()
    assert "Mulai rencana" in client.get("/rencana/?tahun=2027").content.decode()
