"""Reporting lines: changes, cycles, requests for correction."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Holiday
from prestasi.people.actions.correction import decide_correction, request_correction
from prestasi.people.actions.superior import change_superior
from prestasi.people.models import CorrectionRequest, ReportingLine
from tests.world import World

DAY = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def calendar(db: None) -> None:
    Holiday.objects.create(date=dt.date(2026, 10, 12), name="Hari daerah", kind="daerah")


def change(world: World, person: str, superior: str, who: str = "analyst") -> Receipt:
    return change_superior(
        by=world.actor(who), person_id=world.people[person].pk, superior_id=world.people[superior].pk,
        effective_on=DAY, source="Nota 3",
    )  # fmt: skip


def ask(world: World, who: str = "employee", proposed: str | None = "head", **changes: Any) -> Receipt:
    terms: dict[str, Any] = {
        "person_id": world.people["employee"].pk,
        "proposed_superior_id": world.people[proposed].pk if proposed else None,
        "since": DAY,
        "reason": "Saya pindah ruang sejak September.",
    }
    return request_correction(by=world.actor(who), **{**terms, **changes})


def decide(
    world: World, who: str = "analyst", accept: bool = True, reason: str = "Sesuai SK.", superior_id: int | None = None
) -> Receipt:
    asked, by = CorrectionRequest.objects.get().pk, world.actor(who)
    return decide_correction(by=by, request_id=asked, accept=accept, reason=reason, superior_id=superior_id)


def test_a_change_splits_the_line_on_its_day(world: World) -> None:
    change(world, "employee", "peer")
    assert ReportingLine.objects.on(DAY).get(person=world.people["employee"]).superior_id == world.people["peer"].pk
    before = ReportingLine.objects.on(DAY - dt.timedelta(days=1)).get(person=world.people["employee"])
    assert before.superior_id == world.people["superior"].pk


def test_a_cycle_is_refused_and_the_chain_is_named(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        change(world, "head", "employee")
    assert refused.value.errors["superior_id"] == (
        "Garis atasan akan berputar: Laras Misalkan → Sekar Umpama → Bima Rekaan → Laras Misalkan. Pilih atasan lain."
    )
    assert ReportingLine.objects.filter(person=world.people["head"]).count() == 1


def test_nobody_is_their_own_superior(world: World) -> None:
    with pytest.raises(Invalid, match="atasannya sendiri"):
        change(world, "employee", "employee")


def test_only_the_analyst_changes_lines(world: World) -> None:
    with pytest.raises(NotAllowed):
        change(world, "employee", "peer", "superior")
    with pytest.raises(NotVisible):
        change(world, "employee", "peer", "stranger")


def test_a_request_is_due_in_five_working_days(world: World) -> None:
    receipt = ask(world)
    assert CorrectionRequest.objects.get().due_on == dt.date(2026, 10, 16)
    assert "Jumat, 16 Oktober 2026" in receipt.next_step


def test_the_present_superior_may_ask_too_others_may_not(world: World) -> None:
    ask(world, "superior", proposed=None)
    with pytest.raises(NotAllowed):
        ask(world, "head")
    with pytest.raises(NotVisible):
        ask(world, "stranger")


def test_one_request_at_a_time(world: World) -> None:
    ask(world)
    with pytest.raises(Closed):
        ask(world)
    assert CorrectionRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"reason": "salah"}, "reason"), ({"since": dt.date(2026, 12, 1)}, "since")],
)
def test_a_request_says_why_and_since_when(world: World, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(world, **changes)
    assert field in refused.value.errors and not CorrectionRequest.objects.exists()


def test_accepting_changes_the_line_from_the_day_asked_for(world: World) -> None:
    ask(world)
    decide(world)
    assert ReportingLine.objects.on(DAY).get(person=world.people["employee"]).superior_id == world.people["head"].pk
    assert CorrectionRequest.objects.get().state == "accepted"


def test_refusing_needs_a_reason_and_changes_nothing(world: World) -> None:
    ask(world)
    with pytest.raises(Invalid):
        decide(world, accept=False, reason="")
    decide(world, accept=False)
    assert ReportingLine.objects.filter(person=world.people["employee"]).count() == 1


def test_an_unknown_superior_must_be_chosen_before_accepting(world: World) -> None:
    ask(world, proposed=None)
    with pytest.raises(Invalid) as refused:
        decide(world)
    assert "superior_id" in refused.value.errors
    decide(world, superior_id=world.people["head"].pk)


def test_the_requester_does_not_decide(world: World) -> None:
    ask(world, "analyst", person_id=world.people["analyst"].pk)
    with pytest.raises(NotAllowed, match="Pemohon"):
        decide(world)


def test_a_decision_is_made_once(world: World) -> None:
    ask(world)
    decide(world)
    with pytest.raises(Closed):
        decide(world, accept=False)
