"""Acting officials: who leads whom, from which day to which day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.people.actions.acting import appoint_acting, end_acting
from prestasi.people.models import Assignment, ReportingLine
from tests.world import World

START, END, NEW_YEAR = dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1)


def superior_on(world: World, who: str, day: dt.date) -> tuple[int, str]:
    line = ReportingLine.objects.on(day).get(person=world.people[who])
    return line.superior_id, line.capacity


def appoint(world: World, who: str = "analyst", **changes: Any) -> Receipt:
    terms: dict[str, Any] = {
        "position_id": world.positions["superior"].pk,
        "person_id": world.people["peer"].pk,
        "kind": "plh",
        "starts_on": START,
        "ends_on": END,
        "decree": "800/12/2026",
    }
    return appoint_acting(by=world.actor(who), **{**terms, **changes})


def test_staff_report_to_the_acting_official_for_exactly_the_days_of_the_order(world: World) -> None:
    receipt = appoint(world)
    peer, superior = world.people["peer"].pk, world.people["superior"].pk
    assert superior_on(world, "employee", START) == (peer, "plh")
    assert superior_on(world, "employee", END - dt.timedelta(days=1)) == (peer, "plh")
    assert superior_on(world, "employee", START - dt.timedelta(days=1)) == (superior, "definitive")
    assert superior_on(world, "employee", END) == (superior, "definitive")
    assert receipt.number and "1 bawahan" in receipt.next_step


def test_the_acting_official_reports_to_the_next_head_above(world: World) -> None:
    appoint(world)
    assert superior_on(world, "peer", START) == (world.people["head"].pk, "definitive")
    assert superior_on(world, "peer", END) == (world.people["superior"].pk, "definitive")


def test_a_plt_leads_a_vacant_post(world: World) -> None:
    Assignment.objects.filter(person=world.people["superior"]).update(valid_to=dt.date(2026, 10, 1))
    appoint(world, kind="plt")
    assert superior_on(world, "employee", START) == (world.people["peer"].pk, "plt")


def test_a_plt_beside_a_holder_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        appoint(world, kind="plt")
    assert "Bima Rekaan" in refused.value.errors["kind"]
    assert not Assignment.objects.filter(kind="plt").exists()


def test_two_acting_officials_at_once_are_refused(world: World) -> None:
    appoint(world)
    with pytest.raises(Invalid, match="Bertumpuk"):
        appoint(world, person_id=world.people["employee"].pk, starts_on=END - dt.timedelta(days=3), ends_on=NEW_YEAR)
    assert Assignment.objects.filter(kind="plh").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": START}, "ends_on"),
        ({"kind": "definitive"}, "kind"),
        ({"decree": "  "}, "decree"),
        ({"position_id": 0}, "position_id"),
    ],
)
def test_terms_that_do_not_hold_are_refused_field_by_field(world: World, changes: dict, field: str) -> None:  # type: ignore[type-arg]
    before = ReportingLine.objects.count()
    with pytest.raises(Invalid) as refused:
        appoint(world, **changes)
    assert field in refused.value.errors
    assert ReportingLine.objects.count() == before


@pytest.mark.parametrize(
    ("who", "refusal"), [("superior", NotAllowed), ("auditor", NotAllowed), ("stranger", NotVisible)]
)
def test_only_the_analyst_appoints(world: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        appoint(world, who)
    assert not Assignment.objects.filter(kind="plh").exists()


def test_pressed_twice_done_once(world: World) -> None:
    key = "11111111-1111-4111-8111-111111111111"
    first, second = appoint(world, key=key), appoint(world, key=key)
    assert second.repeated and second.number == first.number
    assert Event.objects.filter(kind="acting.appointed").count() == 1


def test_ending_early_gives_the_staff_back(world: World) -> None:
    appoint(world)
    acting = Assignment.objects.get(kind="plh")
    early = dt.date(2026, 11, 15)
    end_acting(by=world.actor("analyst"), assignment_id=acting.pk, ends_on=early, reason="pejabat kembali")
    assert superior_on(world, "employee", early) == (world.people["superior"].pk, "definitive")
    assert superior_on(world, "employee", early - dt.timedelta(days=1)) == (world.people["peer"].pk, "plh")
    assert Event.objects.filter(kind="acting.ended").count() == 1


def test_a_finished_term_cannot_be_ended_again(world: World) -> None:
    appoint(world, starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 9, 1))
    acting = Assignment.objects.get(kind="plh")
    with pytest.raises(Closed):
        end_acting(by=world.actor("analyst"), assignment_id=acting.pk, ends_on=dt.date(2026, 8, 9), reason="salah")
