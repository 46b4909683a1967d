"""Reporting progress and having it verified: who, when, and what is refused without a trace."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from prestasi.accounts.models import Delegation
from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.performance.actions.progress import NewEvidence, report_progress
from prestasi.performance.actions.verification import accept_progress, return_progress
from prestasi.performance.models import Evidence, Progress
from tests.world import TODAY, World


def report(world: World, **changes: object) -> int:
    sent = {"indicator_id": world.indicators["employee"].pk, "value": Decimal("89.4"), **changes}
    report_progress(by=world.actor("employee"), **sent)  # type: ignore[arg-type]
    return Progress.objects.latest("pk").pk


def nothing_written() -> bool:
    return not (Progress.objects.exists() or Evidence.objects.exists() or Event.objects.exists())


def test_a_report_waits_for_the_superior_and_ends_in_a_receipt(world: World) -> None:
    receipt = report_progress(
        by=world.actor("employee"),
        indicator_id=world.indicators["employee"].pk,
        value=Decimal("89.4"),
        note="Dua posyandu digabung",
        evidence=[NewEvidence("link", "Dasbor", "https://dinkes.example.go.id/1")],
    )
    progress = Progress.objects.get()
    assert (progress.state, progress.on, progress.event_id) == ("reported", TODAY, receipt.event_id)
    event = Event.objects.get()
    assert event.payload["evidence"] == [Evidence.objects.get().sha256]
    assert (event.subject_person_id, event.capacity) == (world.people["employee"].pk, "employee")


def test_the_same_form_twice_is_one_report(world: World) -> None:
    key = uuid4()
    first, second = (
        report_progress(
            by=world.actor("employee"), indicator_id=world.indicators["employee"].pk, value=Decimal(90), key=key
        )
        for _ in range(2)
    )
    assert (first.number, second.repeated) == (second.number, True)
    assert Progress.objects.count() == 1


@pytest.mark.parametrize(("who", "refusal"), [
    ("superior", NotAllowed), ("head", NotAllowed), ("analyst", NotAllowed), ("peer", NotVisible),
        ("stranger", NotVisible),
])  # fmt: skip
def test_nobody_reports_for_somebody_else(world: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        report_progress(by=world.actor(who), indicator_id=world.indicators["employee"].pk, value=Decimal(90))
    assert nothing_written()


def test_not_before_the_plan_is_agreed(world: World) -> None:
    plan = world.plans["employee"]
    plan.version, plan.state = 0, "submitted"
    plan.save()
    with pytest.raises(Closed, match="belum disepakati"):
        report(world)
    assert nothing_written()


def test_not_after_the_period_was_closed_by_gate_and_by_database(world: World) -> None:
    closed = dt.date(2026, 5, 20)
    with pytest.raises(Closed, match="ditutup"):
        report(world, on=closed)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Progress.objects.create(
            indicator=world.indicators["employee"], plan=world.plans["employee"], on=closed, value=1,
            reported_by=world.people["employee"],
        )  # fmt: skip
    assert nothing_written()


@pytest.mark.parametrize(("changes", "field"), [
    ({"on": dt.date(2025, 12, 31)}, "on"),
    ({"on": dt.date(2026, 10, 9)}, "on"),
    ({"value": None}, "value"),
    ({"value": Decimal("NaN")}, "value"),
    ({"value": Decimal(10) ** 15}, "value"),
    ({"value": Decimal("1.00001")}, "value"),
])  # fmt: skip
def test_bad_input_names_its_field(world: World, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        report(world, **changes)
    assert list(refused.value.errors) == [field]
    assert nothing_written()


def test_the_superior_accepts(world: World) -> None:
    pk = report(world)
    accept_progress(by=world.actor("superior"), progress_id=pk)
    progress = Progress.objects.get(pk=pk)
    assert (progress.state, progress.verified_by) == ("accepted", world.people["superior"])
    assert Event.objects.filter(kind="progress.accepted").count() == 1


@pytest.mark.parametrize(("who", "refusal"), [
    ("employee", NotAllowed), ("head", NotAllowed), ("analyst", NotAllowed), ("peer", NotVisible),
        ("stranger", NotVisible),
])  # fmt: skip
def test_only_the_superior_verifies(world: World, who: str, refusal: type[Exception]) -> None:
    pk = report(world)
    with pytest.raises(refusal):
        accept_progress(by=world.actor(who), progress_id=pk)
    assert Progress.objects.get(pk=pk).state == "reported"


def test_the_database_refuses_an_own_verifier(world: World) -> None:
    pk = report(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.filter(pk=pk).update(verified_by=world.people["employee"], state="accepted")


def test_verified_twice_is_a_conflict(world: World) -> None:
    pk = report(world)
    accept_progress(by=world.actor("superior"), progress_id=pk)
    with pytest.raises(Conflict):
        return_progress(by=world.actor("superior"), progress_id=pk, reason="halaman 2 tidak terbaca")


def test_a_return_needs_a_reason_and_is_replaced_by_a_new_report(world: World) -> None:
    pk = report(world)
    with pytest.raises(Invalid):
        return_progress(by=world.actor("superior"), progress_id=pk, reason=" ")
    return_progress(by=world.actor("superior"), progress_id=pk, reason="halaman 2 tidak terbaca")
    new = report(world, replaces=pk)
    assert dict(Progress.objects.values_list("pk", "state")) == {pk: "replaced", new: "reported"}
    with pytest.raises(Conflict):
        report(world, replaces=pk)


def test_a_later_accepted_report_takes_the_place_of_the_earlier_of_its_month(world: World) -> None:
    older = report(world, on=dt.date(2026, 10, 1))
    newer = report(world, on=dt.date(2026, 10, 8))
    other_month = report(world, on=dt.date(2026, 9, 30))
    for pk in (older, other_month, newer):
        accept_progress(by=world.actor("superior"), progress_id=pk)
    assert dict(Progress.objects.values_list("pk", "state")) == {
        older: "replaced", newer: "accepted", other_month: "accepted",
    }  # fmt: skip


def delegate(world: World, scopes: list[str], who: str = "peer") -> Actor:
    Delegation.objects.create(
        giver=world.people["superior"], holder=world.people[who], scopes=scopes, reason="dinas luar", state="active",
        valid_from=TODAY, valid_to=TODAY + dt.timedelta(days=3),
    )  # fmt: skip
    plain = world.actor(who)
    return Actor(plain.user_id, plain.person_id, plain.name, plain.grants, on_behalf_of=world.people["superior"].pk)


def test_a_delegate_for_review_verifies_in_own_name(world: World) -> None:
    pk = report(world)
    accept_progress(by=delegate(world, ["review"]), progress_id=pk)
    event = Event.objects.get(kind="progress.accepted")
    assert (event.actor_person_id, event.on_behalf_of_id) == (world.people["peer"].pk, world.people["superior"].pk)
    assert Progress.objects.get(pk=pk).verified_by == world.people["peer"]


def test_a_delegate_for_something_else_does_not(world: World) -> None:
    pk = report(world)
    with pytest.raises(NotAllowed, match="tidak mencakup"):
        accept_progress(by=delegate(world, ["rate"]), progress_id=pk)


def test_a_delegate_does_not_verify_own_reports(world: World) -> None:
    pk = report(world)
    with pytest.raises(NotAllowed, match="dirinya sendiri"):
        accept_progress(by=delegate(world, ["review"], who="employee"), progress_id=pk)
