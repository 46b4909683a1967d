"""The opening balance: put forward by an analyst, confirmed by a second person, kept as it was from then on."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.credit.actions.opening import confirm_opening, decline_opening, request_opening
from prestasi.credit.models import Opening
from prestasi.notices.models import Notice
from tests.credit_world import LAST_PAK, another_analyst, opened
from tests.world import World


def requested(world: World) -> int:
    return request_opening(by=world.actor("analyst"), person_id=world.people["employee"].pk, new=LAST_PAK).made


def test_the_analyst_puts_it_forward_and_the_rater_confirms(world: World) -> None:
    pk = requested(world)
    assert Opening.objects.get(pk=pk).state == "requested"
    receipt = confirm_opening(by=world.actor("superior"), opening_id=pk)
    row = Opening.objects.get(pk=pk)
    assert (row.state, row.points, row.decided_by) == ("confirmed", 62_500, world.people["superior"])
    event = Event.objects.get(pk=receipt.event_id)
    assert (event.kind, event.payload["points"], event.capacity) == ("credit.opening_confirmed", 62_500, "superior")
    assert Notice.objects.filter(person=row.person, kind="credit.opening_confirmed").count() == 1


def test_another_analyst_may_be_the_second_person(world: World) -> None:
    pk = requested(world)
    confirm_opening(by=another_analyst(world), opening_id=pk)
    assert Opening.objects.get(pk=pk).state == "confirmed"


@pytest.mark.parametrize("who", ["superior", "employee", "auditor", "head"])
def test_only_an_analyst_puts_it_forward(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        request_opening(by=world.actor(who), person_id=world.people["employee"].pk, new=LAST_PAK)
    assert not Opening.objects.exists()


def test_nobody_outside_sight_knows_of_it(world: World) -> None:
    with pytest.raises(NotVisible):
        request_opening(by=world.actor("stranger"), person_id=world.people["employee"].pk, new=LAST_PAK)
    pk = requested(world)
    for who in ("stranger", "peer", "admin"):
        with pytest.raises(NotVisible):
            confirm_opening(by=world.actor(who), opening_id=pk)


def test_an_analyst_does_not_keep_the_own_account(world: World) -> None:
    with pytest.raises(NotAllowed):
        request_opening(by=world.actor("analyst"), person_id=world.people["analyst"].pk, new=LAST_PAK)


@pytest.mark.parametrize("who", ["analyst", "employee", "auditor"])
def test_neither_the_requester_nor_the_official_nor_a_reader_confirms(world: World, who: str) -> None:
    pk = requested(world)
    with pytest.raises(NotAllowed):
        confirm_opening(by=world.actor(who), opening_id=pk)
    assert Opening.objects.get(pk=pk).state == "requested"


@pytest.mark.parametrize("who", ["analyst", "employee"])
def test_the_database_refuses_the_same_person_twice(world: World, who: str) -> None:
    pk = requested(world)
    with pytest.raises(IntegrityError, match="credit_opening_"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE credit_opening SET state = 'confirmed', decided_by_id = %s, decided_at = now() WHERE id = %s",
            [world.people[who].pk, pk],
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE credit_opening SET converted = 0, points = 50000 WHERE id = %s",
        "UPDATE credit_opening SET state = 'requested', decided_by_id = NULL WHERE id = %s",
        "DELETE FROM credit_opening WHERE id = %s",
    ],
)
def test_a_confirmed_balance_stays_as_it_is(world: World, statement: str) -> None:
    pk = opened(world)
    with pytest.raises(DatabaseError, match="stay as they were"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [pk])


def test_what_waits_is_not_changed_while_it_is_decided(world: World) -> None:
    pk = requested(world)
    with pytest.raises(DatabaseError, match="stay as they were"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE credit_opening SET number = 'lain' WHERE id = %s", [pk])


def test_one_waits_at_a_time(world: World) -> None:
    requested(world)
    with pytest.raises(Closed):
        requested(world)


def test_a_correction_replaces_and_needs_a_reason(world: World) -> None:
    first = opened(world)
    person = world.people["employee"].pk
    better = replace(LAST_PAK, points={"base": 50_000, "converted": 18_750})
    with pytest.raises(Invalid) as refused:
        request_opening(by=world.actor("analyst"), person_id=person, new=better)
    assert "reason" in refused.value.errors
    told = replace(better, reason="Salah ketik pada angka konversi.")
    second = request_opening(by=world.actor("analyst"), person_id=person, new=told).made
    assert Opening.objects.get(pk=first).state == "confirmed"
    confirm_opening(by=world.actor("superior"), opening_id=second)
    assert list(Opening.objects.order_by("pk").values_list("pk", "state", "points")) == [
        (first, "replaced", 62_500), (second, "confirmed", 68_750),
    ]  # fmt: skip


def test_declined_it_never_counts_and_may_come_again(world: World) -> None:
    pk = requested(world)
    with pytest.raises(Invalid):
        decline_opening(by=world.actor("superior"), opening_id=pk, reason="tidak")
    decline_opening(by=world.actor("superior"), opening_id=pk, reason="Angkanya tidak sama dengan PAK.")
    with pytest.raises(Closed):
        confirm_opening(by=world.actor("superior"), opening_id=pk)
    assert requested(world) != pk


def test_a_double_press_is_one_balance(world: World) -> None:
    key, person = str(uuid.uuid4()), world.people["employee"].pk
    first = request_opening(by=world.actor("analyst"), person_id=person, new=LAST_PAK, key=key)
    again = request_opening(by=world.actor("analyst"), person_id=person, new=LAST_PAK, key=key)
    assert (again.number, again.repeated, Opening.objects.count()) == (first.number, True, 1)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("number", {"number": "  "}), ("level", {"level": "AHLI"}), ("rank", {"rank": 18}),
        ("degree", {"degree": "s4"}), ("until", {"until": dt.date(2026, 10, 9)}),
        ("issued_on", {"issued_on": dt.date(2027, 1, 1)}), ("converted", {"points": {"converted": 2_000_001}}),
        ("base", {"points": {"base": -1}}), ("link", {"link": ""}),
    ],
)  # fmt: skip
def test_what_no_paper_says_is_refused(world: World, field: str, bad: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        request_opening(
            by=world.actor("analyst"), person_id=world.people["employee"].pk, new=replace(LAST_PAK, **bad)  # type: ignore[arg-type]
        )  # fmt: skip
    assert list(refused.value.errors) == [field]
    assert not Opening.objects.exists()
