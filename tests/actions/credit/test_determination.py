"""The determination (PAK): frozen by the analyst, signed on the rater's side, closed from then on."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.credit.actions.determination import decline_determination, determine, request_determination
from prestasi.credit.actions.opening import confirm_opening, request_opening
from prestasi.credit.models import Determination, Opening
from prestasi.credit.queries.ledger import ledgers
from tests.credit_world import LAST_PAK, PROOF, another_analyst, asked, becomes_good, determined, opened, year_result
from tests.world import World


@pytest.fixture
def ready(world: World) -> World:
    """The midwife stands at 62,500 and 2025 was very good."""
    opened(world)
    world.evaluations["employee"] = year_result(world, "employee", 2025, 1)
    return world


def test_it_freezes_the_account_and_the_rater_signs(ready: World) -> None:
    pk = asked(ready)
    receipt = determine(by=ready.actor("superior"), determination_id=pk, proof=PROOF)
    row = Determination.objects.get(pk=pk)
    assert (row.state, row.points, row.converted, row.base) == ("determined", 81_250, 31_250, 50_000)
    assert (str(row.since), str(row.until)) == ("2025-01-01", "2025-12-31")
    assert row.rows == [[ready.evaluations["employee"].pk, 1, 1]]
    figures = row.snapshot["figures"]
    assert (figures["old"]["converted"], figures["new"]["converted"]) == (12_500, 18_750)
    assert figures["goals"]["rank"]["short"] == 18_750
    event = Event.objects.get(pk=receipt.event_id)
    assert (event.kind, event.payload["digest"], event.payload["factor"]) == (
        "credit.pak_determined",
        row.digest,
        "totp",
    )


def test_the_next_year_stands_on_it(ready: World) -> None:
    pk = determined(ready)
    found = ledgers([ready.people["employee"].pk])[ready.people["employee"].pk]
    assert found.origin is not None
    assert (found.origin.kind, found.origin.id, found.lines, found.total) == ("pak", pk, (), 81_250)


def test_without_anything_new_there_is_nothing_to_determine(ready: World) -> None:
    determined(ready)
    with pytest.raises(Closed):
        asked(ready, "800/PAK/2025-2")


def test_without_an_opening_balance_there_is_nothing_to_determine(world: World) -> None:
    year_result(world, "employee", 2025, 1)
    with pytest.raises(Closed):
        asked(world)


@pytest.mark.parametrize("who", ["superior", "employee", "auditor"])
def test_only_the_analyst_puts_it_forward(ready: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        request_determination(
            by=ready.actor(who), person_id=ready.people["employee"].pk, number="1", proof=PROOF
        )  # fmt: skip


def test_it_is_signed_on_the_rater_s_side_only(ready: World) -> None:
    pk = asked(ready)
    for by in (ready.actor("analyst"), another_analyst(ready), ready.actor("employee"), ready.actor("auditor")):
        with pytest.raises(NotAllowed):
            determine(by=by, determination_id=pk, proof=PROOF)
    for who in ("stranger", "peer", "admin"):
        with pytest.raises(NotVisible):
            determine(by=ready.actor(who), determination_id=pk, proof=PROOF)
    determine(by=ready.actor("head"), determination_id=pk, proof=PROOF)
    assert Determination.objects.get(pk=pk).state == "determined"


@pytest.mark.parametrize("who", ["analyst", "employee"])
def test_the_database_refuses_the_same_person_twice(ready: World, who: str) -> None:
    pk = asked(ready)
    refused = pytest.raises(IntegrityError, match="credit_determination_")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE credit_determination SET state = 'determined', decided_at = now(), decided_by_id = %s "
            "WHERE id = %s", [ready.people[who].pk, pk],
        )  # fmt: skip


@pytest.mark.parametrize("change", ["points = points", "number = 'lain'", "snapshot = '{}'", "state = 'requested'"])
def test_what_was_determined_stays(ready: World, change: str) -> None:
    pk = determined(ready)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE credit_determination SET {change} WHERE id = %s", [pk])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM credit_determination WHERE id = %s", [pk])


def test_a_predicate_that_moved_in_between_is_not_signed(ready: World) -> None:
    pk = asked(ready)
    becomes_good(ready, ready.evaluations["employee"])
    with pytest.raises(Conflict):
        determine(by=ready.actor("superior"), determination_id=pk, proof=PROOF)
    assert Determination.objects.get(pk=pk).state == "requested"
    decline_determination(by=ready.actor("superior"), determination_id=pk, reason="Predikat berubah, ajukan lagi.")
    assert Determination.objects.get(pk=asked(ready)).points == 75_000


def test_a_corrected_balance_is_not_signed_over(ready: World) -> None:
    pk = asked(ready)
    better = replace(LAST_PAK, points={"base": 50_000}, reason="Konversi 2024 ternyata belum ada.")
    opening = request_opening(by=ready.actor("analyst"), person_id=ready.people["employee"].pk, new=better).made
    confirm_opening(by=ready.actor("superior"), opening_id=opening)
    with pytest.raises(Conflict):
        determine(by=ready.actor("superior"), determination_id=pk, proof=PROOF)


def test_a_determined_one_is_corrected_by_one_in_its_place(ready: World) -> None:
    first = determined(ready)
    becomes_good(ready, ready.evaluations["employee"])
    with pytest.raises(Invalid):
        asked(ready, "800/PAK/2025-P", replaces=first)
    second = asked(ready, "800/PAK/2025-P", replaces=first, reason="Predikat berubah karena keberatan dikabulkan.")
    assert Determination.objects.get(pk=first).state == "determined"
    determine(by=ready.actor("superior"), determination_id=second, proof=PROOF)
    rows = Determination.objects.order_by("pk").values_list("state", "points")
    assert list(rows) == [("replaced", 81_250), ("determined", 75_000)]
    assert Opening.objects.get().state == "confirmed"


def test_a_determination_of_somebody_else_is_not_replaced(ready: World) -> None:
    with pytest.raises(NotVisible):
        asked(ready, "x", replaces=determined(ready) + 999, reason="Tidak ada PAK dengan nomor ini.")


def test_a_number_is_used_once(ready: World) -> None:
    determined(ready)
    with pytest.raises(Invalid) as refused:
        asked(ready, "800/PAK/2025", replaces=Determination.objects.get().pk, reason="Nomornya lupa diganti.")
    assert "number" in refused.value.errors
    with pytest.raises(Invalid):
        asked(ready, " ")


def test_a_double_press_signs_once(ready: World) -> None:
    pk, key = asked(ready), str(uuid.uuid4())
    first = determine(by=ready.actor("superior"), determination_id=pk, proof=PROOF, key=key)
    again = determine(by=ready.actor("superior"), determination_id=pk, proof=PROOF, key=key)
    assert (again.number, again.repeated) == (first.number, True)
    with pytest.raises(Closed):
        determine(by=ready.actor("superior"), determination_id=pk, proof=PROOF)


def test_one_waits_at_a_time(ready: World) -> None:
    asked(ready)
    with pytest.raises(Closed):
        asked(ready, "800/PAK/2025-2")
