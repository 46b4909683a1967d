"""A plan from draft to end: who may do what when, once, and nothing on refusal."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from prestasi.accounts.models import Delegation
from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible, Refusal
from prestasi.notices.models import Notice
from prestasi.performance.actions import plan as plans
from prestasi.performance.actions.daily import remind
from prestasi.performance.actions.result import add_result, drop_result, edit_indicator
from prestasi.performance.actions.revision import cancel_revision
from prestasi.performance.models import ExpectedResult, Indicator, Plan, PlanVersion
from prestasi.performance.queries.plan_document import sha256_of
from tests.world import TODAY, World

REASON = "Target terlalu tinggi untuk dua posyandu baru."


def test_submitting_freezes_the_superior_of_today_and_tells_him(world: World, draft: Plan) -> None:
    receipt = plans.submit_plan(by=world.actor("employee"), plan_id=draft.pk, lock_version=draft.lock_version)
    draft.refresh_from_db()
    assert (draft.state, draft.rater, draft.rater_superior) == (
        "submitted",
        world.people["superior"],
        world.people["head"],
    )
    assert receipt.kind == "plan.submitted"
    assert len(receipt.hash) == 64
    assert world.people["superior"].notices.filter(kind="plan.submitted").count() == 1


def test_agreeing_freezes_the_document_both_sides_signed(world: World, submitted: Plan) -> None:
    plans.agree_plan(by=world.actor("superior"), plan_id=submitted.pk)
    submitted.refresh_from_db()
    version = PlanVersion.objects.get(plan=submitted)
    assert (submitted.state, submitted.version, version.number) == ("agreed", 1, 1)
    assert version.sha256 == sha256_of(version.document)
    assert version.document["person"]["name"] == "Sekar Umpama"
    assert version.document["rater"]["name"] == "Bima Rekaan"
    assert (version.submitted_by, version.agreed_by) == (world.people["employee"], world.people["superior"])


def test_an_agreed_version_can_never_be_changed(world: World, agreed: Plan) -> None:
    version = agreed.versions.get()
    with pytest.raises(Exception, match="cannot be changed"), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(sha256="0" * 64)


def test_returning_needs_a_reason_and_the_employee_sees_it(world: World, submitted: Plan) -> None:
    with pytest.raises(Invalid) as refused:
        plans.return_plan(by=world.actor("superior"), plan_id=submitted.pk, reason="jelek")
    assert "reason" in refused.value.errors
    plans.return_plan(by=world.actor("superior"), plan_id=submitted.pk, reason=REASON)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.returned_reason) == ("returned", REASON)
    add_result(by=world.actor("employee"), plan_id=submitted.pk, values={"text": "Tersusunnya laporan bulanan"})
    submitted.refresh_from_db()
    assert (submitted.state, submitted.returned_reason) == ("draft", REASON)


def test_a_revision_makes_a_second_version_and_keeps_the_first(world: World, agreed: Plan) -> None:
    plans.start_revision(by=world.actor("employee"), plan_id=agreed.pk, reason="Anggaran kegiatan berubah.")
    add_result(
        by=world.actor("employee"), plan_id=agreed.pk, values={"text": "Tersusunnya peta balita", "kind": "tambahan"}
    )
    extra = ExpectedResult.objects.latest("pk")
    Indicator.objects.create(result=extra, name="Peta selesai", unit_of_measure="peta", target=1)
    plans.submit_plan(by=world.actor("employee"), plan_id=agreed.pk)
    plans.agree_plan(by=world.actor("superior"), plan_id=agreed.pk)
    agreed.refresh_from_db()
    one, two = agreed.versions.order_by("number")
    assert agreed.version == 2
    assert (len(one.document["results"]), len(two.document["results"])) == (1, 2)
    assert two.reason == "Anggaran kegiatan berubah."


def test_a_cancelled_revision_restores_what_was_agreed(world: World, agreed: Plan) -> None:
    employee = world.actor("employee")
    plans.start_revision(by=employee, plan_id=agreed.pk, reason="Anggaran kegiatan berubah.")
    edit_indicator(by=employee, indicator_id=world.indicators["employee"].pk, values={"name": "Nama lain"})
    add_result(by=employee, plan_id=agreed.pk, values={"text": "Tersusunnya peta balita"})
    drop_result(by=employee, result_id=world.results["employee"].pk)
    cancel_revision(by=employee, plan_id=agreed.pk)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.version) == ("agreed", 1)
    live = agreed.results.filter(dropped_at__isnull=True)
    assert [r.pk for r in live] == [world.results["employee"].pk]
    assert live[0].indicators.get().name == "Cakupan imunisasi dasar lengkap"


def test_ending_on_transfer_opens_the_way_for_a_plan_in_the_new_post(world: World, agreed: Plan) -> None:
    employee = world.actor("employee")
    with pytest.raises(Invalid):
        plans.start_plan(by=employee, year=2026)
    moved = dt.date(2026, 9, 1)
    old = world.assignments["employee"]
    old.valid_to = moved
    old.save()
    new = type(old).objects.create(person=old.person, position=world.positions["peer"], unit=old.unit, valid_from=moved)
    plans.end_plan(
        by=world.actor("superior"), plan_id=agreed.pk, on=dt.date(2026, 8, 31), reason="Pindah tugas per 1 September."
    )
    receipt = plans.start_plan(by=employee, year=2026)
    second = Plan.objects.get(pk=receipt.object_id or 0)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.ends_on) == ("ended", dt.date(2026, 8, 31))
    assert (second.assignment, second.starts_on, second.ends_on) == (new, moved, dt.date(2026, 12, 31))


def test_an_overlapping_plan_is_refused_with_the_other_ones_dates(
    world: World, agreed: Plan, unchanged: Callable[[], Any]
) -> None:
    before = unchanged()
    with pytest.raises(Invalid) as refused:
        plans.start_plan(by=world.actor("employee"), year=2026)
    assert "1 Jan 2026" in refused.value.errors["assignment"]
    assert unchanged() == before


def test_the_database_refuses_overlap_and_self_approval_whoever_asks(world: World, draft: Plan) -> None:
    for fields in ({"agreed_by": draft.person}, {"rater": draft.person}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=draft.pk).update(**fields)


@pytest.mark.parametrize("who", ["employee", "head", "analyst", "admin", "auditor"])
def test_only_the_direct_superior_of_today_may_agree(
    world: World, submitted: Plan, who: str, unchanged: Callable[[], Any]
) -> None:
    before = unchanged()
    with pytest.raises(NotAllowed):
        plans.agree_plan(by=world.actor(who), plan_id=submitted.pk)
    assert unchanged() == before


@pytest.mark.parametrize("who", ["peer", "stranger", "other_head"])
def test_strangers_do_not_learn_that_the_plan_exists(world: World, submitted: Plan, who: str) -> None:
    with pytest.raises(NotVisible):
        plans.agree_plan(by=world.actor(who), plan_id=submitted.pk)


def test_a_former_superior_may_no_longer_agree_and_the_new_one_may(world: World, submitted: Plan) -> None:
    line = world.people["employee"].superiors.get()
    line.valid_to = TODAY
    line.save()
    type(line).objects.create(person=line.person, superior=world.people["head"], valid_from=TODAY)
    with pytest.raises(NotAllowed):
        plans.agree_plan(by=world.actor("superior"), plan_id=submitted.pk)
    plans.agree_plan(by=world.actor("head"), plan_id=submitted.pk)
    submitted.refresh_from_db()
    assert submitted.rater == world.people["head"]


def _delegate(world: World, scopes: frozenset[str]) -> Actor:
    Delegation.objects.create(
        giver=world.people["superior"], holder=world.people["head"], scopes=list(scopes), reason="cuti", state="active",
        valid_from=TODAY,
    )  # fmt: skip
    me = world.actor("peer")
    return Actor(me.user_id, me.person_id, me.name, on_behalf_of=world.people["superior"].pk, scopes=scopes)


def test_a_delegate_for_review_agrees_in_both_names(world: World, submitted: Plan) -> None:
    plans.agree_plan(by=_delegate(world, frozenset({"review"})), plan_id=submitted.pk)
    submitted.refresh_from_db()
    event = Event.objects.filter(kind="plan.agreed").latest("pk")
    assert (event.capacity, event.on_behalf_of_id) == ("delegate", world.people["superior"].pk)
    assert (submitted.agreed_by, submitted.rater) == (world.people["peer"], world.people["superior"])


def test_a_delegate_without_the_scope_may_not(world: World, submitted: Plan) -> None:
    with pytest.raises(NotAllowed):
        plans.agree_plan(by=_delegate(world, frozenset({"rate"})), plan_id=submitted.pk)


WRONG_STATE: list[tuple[str, str, Callable[[World, Plan], object]]] = [
    ("draft", "agree", lambda w, p: plans.agree_plan(by=w.actor("superior"), plan_id=p.pk)),
    ("agreed", "agree", lambda w, p: plans.agree_plan(by=w.actor("superior"), plan_id=p.pk)),
    ("draft", "return", lambda w, p: plans.return_plan(by=w.actor("superior"), plan_id=p.pk, reason=REASON)),
    ("submitted", "edit", lambda w, p: add_result(by=w.actor("employee"), plan_id=p.pk, values={"text": "Hasil lain"})),
    ("agreed", "edit", lambda w, p: add_result(by=w.actor("employee"), plan_id=p.pk, values={"text": "Hasil lain"})),
    ("agreed", "submit", lambda w, p: plans.submit_plan(by=w.actor("employee"), plan_id=p.pk)),
    ("draft", "revise", lambda w, p: plans.start_revision(by=w.actor("employee"), plan_id=p.pk, reason=REASON)),
    ("ended", "edit", lambda w, p: add_result(by=w.actor("employee"), plan_id=p.pk, values={"text": "Hasil lain"})),
    ("closed", "end", lambda w, p: plans.end_plan(by=w.actor("superior"), plan_id=p.pk, on=TODAY, reason=REASON)),
]


@pytest.mark.parametrize(("state", "act", "do"), WRONG_STATE, ids=[f"{s}-{a}" for s, a, _ in WRONG_STATE])
def test_an_act_in_the_wrong_state_changes_nothing(
    world: World, draft: Plan, state: str, act: str, do: Callable[[World, Plan], object], unchanged: Callable[[], Any]
) -> None:
    Plan.objects.filter(pk=draft.pk).update(state=state)
    before = unchanged()
    with pytest.raises(Closed):
        do(world, draft)
    assert unchanged() == before


def test_pressed_twice_is_done_once(world: World, draft: Plan) -> None:
    key = str(uuid.uuid4())
    first = plans.submit_plan(by=world.actor("employee"), plan_id=draft.pk, key=key)
    again = plans.submit_plan(by=world.actor("employee"), plan_id=draft.pk, key=key)
    assert (again.number, again.repeated) == (first.number, True)
    assert Event.objects.filter(kind="plan.submitted").count() == 1


def test_agreeing_on_something_that_changed_meanwhile_is_a_conflict(
    world: World, submitted: Plan, unchanged: Callable[[], Any]
) -> None:
    before = unchanged()
    with pytest.raises(Conflict):
        plans.agree_plan(by=world.actor("superior"), plan_id=submitted.pk, lock_version=submitted.lock_version - 1)
    assert unchanged() == before


def test_sending_lists_everything_that_is_missing(world: World, draft: Plan, unchanged: Callable[[], Any]) -> None:
    add_result(by=world.actor("employee"), plan_id=draft.pk, values={"text": "Terlaksananya kelas ibu balita"})
    Indicator.objects.filter(pk=world.indicators["employee"].pk).update(target=None)
    before = unchanged()
    with pytest.raises(Invalid) as refused:
        plans.submit_plan(by=world.actor("employee"), plan_id=draft.pk)
    said = " ".join(refused.value.errors.values())
    assert "belum punya target angka" in said
    assert "Hasil 2 belum punya indikator" in said
    assert "Hasil 2 belum tertaut" in said
    assert unchanged() == before


def test_nobody_is_blocked_by_a_superior_without_a_plan(world: World, draft: Plan) -> None:
    world.results["employee"].links.update(ended_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    Plan.objects.filter(pk=world.plans["superior"].pk).update(state="ended")
    world.results["superior"].dropped_at = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    world.results["superior"].save()
    plans.submit_plan(by=world.actor("employee"), plan_id=draft.pk)
    world.results["employee"].refresh_from_db()
    assert world.results["employee"].unlinked_reason == "Atasan belum punya rencana saat diajukan."


def test_a_person_on_study_leave_needs_no_plan(world: World) -> None:
    world.people["peer"].leaves.create(kind="study", valid_from=dt.date(2025, 9, 1))
    world.plans["peer"].delete()
    with pytest.raises(Invalid, match="tugas belajar"):
        plans.start_plan(by=world.actor("peer"), year=2026)


def test_every_refusal_is_one_of_the_five(world: World, draft: Plan) -> None:
    with pytest.raises(Refusal):
        plans.submit_plan(by=world.actor("employee"), plan_id=999_999)


def test_plans_not_sent_and_not_agreed_are_reminded_around_their_last_day(world: World, draft: Plan) -> None:
    due = world.cycle.plan_due_on
    told = {"owner": Notice.objects.filter(person=draft.person), "superior": Notice.objects.filter(kind="review.due")}
    remind(due - dt.timedelta(days=4))
    assert not told["owner"].exists()
    for _again in range(2):
        remind(due - dt.timedelta(days=3))
    assert told["owner"].filter(kind="plan.unsent").count() == 1
    Plan.objects.filter(pk=draft.pk).update(state="submitted")
    remind(due)
    assert told["superior"].get().person == world.people["superior"]
    remind(due + dt.timedelta(days=60))
    assert told["owner"].filter(kind="plan.unsent").count() == 1


def test_who_was_elected_owes_nobody_a_plan_and_is_told_so(world: World, unchanged: Callable[[], Any]) -> None:
    before = unchanged()
    with pytest.raises(Invalid) as refused:
        plans.start_plan(by=world.actor("regent"), year=2026)
    assert "Pejabat negara tidak menyusun SKP" in refused.value.errors["assignment"]
    assert unchanged() == before
