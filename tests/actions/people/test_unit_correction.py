"""*Unit saya salah*: asked by the person concerned, decided by another as a move, explained before it happens."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.organization.models import Holiday, Position
from prestasi.people.actions.correction import decide_correction, request_correction
from prestasi.people.actions.correction_clock import escalate_corrections
from prestasi.people.actions.unit_correction import decide_unit_correction, request_unit_correction
from prestasi.people.models import Assignment, CorrectionRequest, ReportingLine
from prestasi.performance.models import Plan
from tests.world import TODAY, World

SINCE = dt.date(2026, 9, 1)
WHY = "Sejak September saya bertugas di dinas."


@pytest.fixture
def asked(world: World) -> CorrectionRequest:
    Holiday.objects.create(date=dt.date(2026, 12, 25), name="Natal", kind="national")
    request_unit_correction(
        by=world.actor("employee"), person_id=world.people["employee"].pk, proposed_unit_id=world.units["dinkes"].pk,
        since=SINCE, reason=WHY,
    )  # fmt: skip
    return CorrectionRequest.objects.get()


@pytest.fixture
def post(world: World) -> Position:
    """The midwife's post in the right unit."""
    return Position.objects.create(
        code="uji-bidan", unit=world.units["dinkes"], title="Bidan Ahli Pertama", kind="jf", valid_from=SINCE
    )


def test_the_request_says_from_where_to_where_and_has_a_clock(asked: CorrectionRequest, world: World) -> None:
    assert (asked.asks, asked.current_unit, asked.proposed_unit) == (
        "unit", world.units["puskesmas"], world.units["dinkes"]
    )  # fmt: skip
    assert asked.due_on == dt.date(2026, 10, 15), "five working days"
    escalate_corrections(asked.due_on)
    assert Event.objects.filter(kind="placement.correction_requested").count() == 1


@pytest.mark.parametrize("who", ["superior", "head", "analyst", "peer"])
def test_nobody_asks_for_somebody_else(world: World, who: str) -> None:
    with pytest.raises((NotAllowed, NotVisible)):
        request_unit_correction(
            by=world.actor(who), person_id=world.people["employee"].pk, proposed_unit_id=None, since=SINCE, reason=WHY
        )


def test_one_request_at_a_time_whatever_it_asks_for(asked: CorrectionRequest, world: World) -> None:
    with pytest.raises(Closed):
        request_correction(
            by=world.actor("employee"), person_id=asked.person_id, proposed_superior_id=None, since=SINCE, reason=WHY
        )


def test_the_own_unit_and_a_coming_day_are_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        request_unit_correction(
            by=world.actor("employee"), person_id=world.people["employee"].pk,
            proposed_unit_id=world.units["puskesmas"].pk, since=TODAY + dt.timedelta(days=1), reason="salah",
        )  # fmt: skip
    assert set(refused.value.errors) == {"proposed_unit_id", "since", "reason"}


def test_accepting_moves_the_person_and_loses_no_plan(asked: CorrectionRequest, world: World, post: Position) -> None:
    plans = Plan.objects.filter(person=asked.person_id).count()
    decide_unit_correction(
        by=world.actor("analyst"), request_id=asked.pk, accept=True, reason="SK 12", position_id=post.pk
    )
    held = Assignment.objects.on(TODAY).get(person=asked.person_id, kind="definitive")
    assert (held.position, held.unit, held.valid_from) == (post, world.units["dinkes"], SINCE)
    assert ReportingLine.objects.on(TODAY).get(person=asked.person_id).superior == world.people["head"]
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("accepted", world.people["analyst"])
    kinds = set(Event.objects.filter(subject_person_id=asked.person_id).values_list("kind", flat=True))
    assert {"assignment.changed", "placement.correction_decided"} <= kinds
    assert Plan.objects.filter(person=asked.person_id).count() >= plans


def test_refusing_needs_a_reason_and_moves_nobody(asked: CorrectionRequest, world: World) -> None:
    with pytest.raises(Invalid, match="alasan"):
        decide_unit_correction(by=world.actor("analyst"), request_id=asked.pk, accept=False, reason=" ")
    decide_unit_correction(by=world.actor("analyst"), request_id=asked.pk, accept=False, reason="SK belum terbit")
    asked.refresh_from_db()
    assert asked.state == "refused"
    assert Assignment.objects.on(TODAY).get(person=asked.person_id).unit == world.units["puskesmas"]
    with pytest.raises(Closed):
        decide_unit_correction(by=world.actor("analyst"), request_id=asked.pk, accept=False, reason="lagi")


def test_accepting_needs_a_post_and_the_right_door(asked: CorrectionRequest, world: World) -> None:
    with pytest.raises(Invalid, match="jabatannya"):
        decide_unit_correction(by=world.actor("analyst"), request_id=asked.pk, accept=True, reason="SK 12")
    with pytest.raises(NotVisible):
        decide_correction(by=world.actor("analyst"), request_id=asked.pk, accept=True, reason="SK 12")


@pytest.mark.parametrize("who", ["employee", "superior", "head", "auditor"])
def test_only_another_analyst_decides(asked: CorrectionRequest, world: World, post: Position, who: str) -> None:
    with pytest.raises((NotAllowed, NotVisible)):
        decide_unit_correction(
            by=world.actor(who), request_id=asked.pk, accept=True, reason="SK 12", position_id=post.pk
        )


def test_the_pages_show_the_effects_before_the_move(
    asked: CorrectionRequest, world: World, post: Position, client: Client
) -> None:
    client.force_login(world.users["analyst"])
    url = reverse("people:correction", args=[asked.pk])
    assert "Dinas Kesehatan" in client.get(url).content.decode()
    sent = {"position_id": f"x (#{post.pk})", "effective_on": "2026-09-01", "decree": "SK 12", "superior_id": "",
            "reason": "Sesuai SK", "accept": "1", "key": str(uuid.uuid4())}  # fmt: skip
    page = client.post(url, sent)
    assert (page.status_code, "Yang akan terjadi" in page.content.decode()) == (200, True)
    assert CorrectionRequest.objects.get().state == "open"
    assert client.post(url, {**sent, "apply": "1"}).status_code == 302
    assert CorrectionRequest.objects.get().state == "accepted"


def test_the_employee_asks_from_the_own_card(world: World, client: Client) -> None:
    Holiday.objects.create(date=dt.date(2026, 12, 25), name="Natal", kind="national")
    client.force_login(world.users["employee"])
    card = client.get(reverse("people:card", args=[world.people["employee"].pk])).content.decode()
    url = reverse("people:unit_correction_new")
    assert url in card
    sent = {"proposed_unit_id": f"x (#{world.units['dinkes'].pk})", "since": "2026-09-01", "reason": WHY}
    assert client.post(url, {**sent, "key": str(uuid.uuid4())}).status_code == 302
    assert client.post(url, {**sent, "key": str(uuid.uuid4())}).status_code == 409
