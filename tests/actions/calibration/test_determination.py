"""Results of a unit are set by two persons and reach everybody at once; reopened only by two; large sets in one job."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from prestasi.accounts.step_up import Proof
from prestasi.audit.models import Event
from prestasi.calibration.actions import bulk, reopening
from prestasi.calibration.actions.determination import decline_determination, determine, request_determination
from prestasi.calibration.models import BulkConfirmation, Determination
from prestasi.core import jobs
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.notices.models import Notice
from prestasi.people.models import ReportingLine
from prestasi.performance.actions import cycle
from prestasi.performance.actions.change_rating import change_rating
from prestasi.performance.actions.cycle import close_period
from prestasi.performance.actions.evaluation import confirm_evaluation, receive_evaluation
from prestasi.performance.models import Evaluation, Period, RatingChange, Reopening
from prestasi.performance.queries.my_result import result_or_404
from prestasi.performance.queries.waiting import evaluations_to_confirm
from tests.actions.performance_evaluation.test_rating import rate
from tests.world import NOW, TODAY, World, open_evaluation

PROOF = Proof("totp")
REASON = "unit ini kecil dan dinilai bersama unit di atasnya"


@pytest.fixture
def ready(world: World) -> World:
    """The employee's result is confirmed and waits for the release of the unit."""
    Period.objects.update(release="together")
    evaluation = rate(world)
    confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    return world


def put_forward(world: World, by: str = "head") -> Determination:
    receipt = request_determination(
        by=world.actor(by), unit_id=world.units["dinkes"].pk, period_id=world.periods[3].pk, proof=PROOF, reason=REASON
    )
    return Determination.objects.get(pk=receipt.made)


def test_the_employee_sees_nothing_before_the_release_and_everything_after(ready: World) -> None:
    employee, evaluation = ready.actor("employee"), ready.evaluations["employee"]
    with pytest.raises(NotVisible):
        result_or_404(employee, evaluation.pk)
    with pytest.raises(Closed):
        receive_evaluation(by=employee, evaluation_id=evaluation.pk)
    assert not Notice.objects.filter(person=ready.people["employee"], kind="evaluation.confirmed").exists()
    determine(by=ready.actor("regent"), determination_id=put_forward(ready).pk, proof=PROOF)
    assert result_or_404(employee, evaluation.pk)[0].released_at is not None
    assert Notice.objects.filter(person=ready.people["employee"], kind="evaluation.confirmed").count() == 1


def test_who_puts_forward_does_not_determine(ready: World) -> None:
    found = put_forward(ready)
    with pytest.raises(NotAllowed):
        determine(by=ready.actor("head"), determination_id=found.pk, proof=PROOF)
    with pytest.raises(IntegrityError), transaction.atomic():
        Determination.objects.filter(pk=found.pk).update(state="determined", decided_by=found.requested_by)
    assert Evaluation.objects.filter(released_at__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("who", "error"), [("employee", NotVisible), ("stranger", NotVisible), ("auditor", NotAllowed)]
)
def test_others_neither_put_forward_nor_determine(ready: World, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        put_forward(ready, by=who)
    with pytest.raises(error):
        determine(by=ready.actor(who), determination_id=put_forward(ready).pk, proof=PROOF)


def test_a_rating_that_moves_in_between_stops_the_determination(ready: World) -> None:
    found, evaluation = put_forward(ready), ready.evaluations["employee"]
    change_rating(
        by=ready.actor("head"), evaluation_id=evaluation.pk, result_rating=1, behaviour_rating=1, basis="calibration",
        reason="bukti dibandingkan lagi", expected_version=Evaluation.objects.get(pk=evaluation.pk).lock_version,
    )  # fmt: skip
    with pytest.raises(Conflict):
        determine(by=ready.actor("regent"), determination_id=found.pk, proof=PROOF)
    assert not Evaluation.objects.filter(released_at__isnull=False).exists()


def test_declining_needs_a_reason_and_releases_nothing(ready: World) -> None:
    found = put_forward(ready)
    with pytest.raises(Invalid):
        decline_determination(by=ready.actor("regent"), determination_id=found.pk, reason="tidak")
    decline_determination(by=ready.actor("regent"), determination_id=found.pk, reason="sebaran perlu dibahas lagi")
    assert not Evaluation.objects.filter(released_at__isnull=False).exists()
    assert put_forward(ready).state == "requested"


def test_the_reason_of_a_calibrated_change_reaches_the_employee_with_the_release(ready: World) -> None:
    evaluation = ready.evaluations["employee"]
    change_rating(
        by=ready.actor("head"), evaluation_id=evaluation.pk, result_rating=2, behaviour_rating=3, basis="calibration",
        reason="dua laporan terlambat", expected_version=Evaluation.objects.get(pk=evaluation.pk).lock_version,
    )  # fmt: skip
    determine(by=ready.actor("regent"), determination_id=put_forward(ready).pk, proof=PROOF)
    told = Notice.objects.get(person=ready.people["employee"], kind="evaluation.confirmed")
    assert "dua laporan terlambat" in told.why


def test_one_job_confirms_everything_and_leaves_out_what_moved(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.app, "configure_task", lambda name: type("Job", (), {"defer": lambda self, **k: 1})())
    rate(world)
    rate(world, who="peer")
    run = bulk.start_bulk_confirmation(by=world.actor("head")).made
    Evaluation.objects.filter(pk=world.evaluations["peer"].pk).update(lock_version=99)
    assert bulk.continue_bulk_confirmation(run) == 0
    found = BulkConfirmation.objects.get(pk=run)
    assert (found.state, found.done, len(found.left_out)) == ("done", 2, 1)
    assert Evaluation.objects.get(pk=world.evaluations["employee"].pk).state == "confirmed"
    assert Event.objects.get(kind="confirmation.bulk_done").payload == {"done": 1, "left_out": 1}
    assert bulk.continue_bulk_confirmation(run) == 0


def test_an_acting_official_finds_and_confirms_what_the_one_before_left(world: World) -> None:
    evaluation = rate(world)
    lines = ReportingLine.objects.filter(person=world.people["superior"])
    lines.update(valid_to=TODAY)
    ReportingLine.objects.create(
        person=world.people["superior"], superior=world.people["other_head"], valid_from=TODAY, capacity="plt"
    )
    assert evaluations_to_confirm(world.actor("other_head")).filter(pk=evaluation.pk).exists()
    with pytest.raises((NotAllowed, NotVisible)):
        confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    confirm_evaluation(by=world.actor("other_head"), evaluation_id=evaluation.pk)


def closed_result(world: World) -> Evaluation:
    evaluation = rate(world)
    confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    receive_evaluation(by=world.actor("employee"), evaluation_id=evaluation.pk)
    Period.objects.filter(pk=evaluation.period_id).update(state="closed")
    return Evaluation.objects.get(pk=evaluation.pk)


def asked(world: World, evaluation: Evaluation, by: str = "superior") -> Reopening:
    receipt = reopening.request_reopening(
        by=world.actor(by), evaluation_ids=[evaluation.pk], reason="bukti bulan September terlambat masuk",
        until=TODAY + dt.timedelta(days=7),
    )  # fmt: skip
    return Reopening.objects.get(pk=receipt.made)


def correct(world: World, evaluation: Evaluation, found: Reopening, by: str = "superior") -> None:
    change_rating(
        by=world.actor(by), evaluation_id=evaluation.pk, result_rating=1, behaviour_rating=1, basis="reopening",
        basis_id=found.pk, reason="bukti September dihitung",
        expected_version=Evaluation.objects.get(pk=evaluation.pk).lock_version,
    )  # fmt: skip


def decide(world: World, found: Reopening, by: str = "analyst", *, yes: bool = True) -> None:
    reopening.decide_reopening(
        by=world.actor(by), reopening_id=found.pk, is_approved=yes, reason="bukti diperiksa", proof=PROOF
    )


def test_a_closed_result_is_reopened_by_two_changed_and_shut_again(world: World) -> None:
    evaluation = closed_result(world)
    found = asked(world, evaluation)
    with pytest.raises(Closed):
        correct(world, evaluation, found)
    with pytest.raises(NotAllowed):
        decide(world, found, by="superior")
    decide(world, found)
    correct(world, evaluation, found)
    now = Evaluation.objects.get(pk=evaluation.pk)
    assert (now.state, now.predicate, now.received_at) == ("confirmed", 1, None)
    reopening.end_reopening(by=world.actor("analyst"), reopening_id=found.pk)
    with pytest.raises(Closed):
        correct(world, evaluation, found)
    kinds = set(Event.objects.filter(kind__startswith="reopening.").values_list("kind", flat=True))
    assert kinds == {"reopening.requested", "reopening.approved", "reopening.ended"}


def test_only_named_people_are_editable_and_only_by_their_raters(world: World) -> None:
    evaluation = closed_result(world)
    found = asked(world, evaluation)
    decide(world, found)
    other = open_evaluation(world, "peer", quarter=4)
    with pytest.raises(Closed):
        correct(world, other, found)
    with pytest.raises(NotAllowed):
        correct(world, evaluation, found, by="analyst")
    assert not RatingChange.objects.exists()


def test_the_database_refuses_one_person_and_a_change_without_approval(world: World) -> None:
    evaluation = closed_result(world)
    found = asked(world, evaluation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.filter(pk=found.pk).update(state="approved", decided_by=found.requested_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        RatingChange.objects.create(
            evaluation=evaluation, version=99, basis="reopening", basis_id=found.pk, state_before="received",
            result_after=1, behaviour_after=1, predicate_after=1, reason="x", by=world.people["superior"], capacity="x",
            at=NOW,
        )  # fmt: skip


def test_nobody_asks_for_their_own_result(world: World) -> None:
    with pytest.raises(NotAllowed):
        asked(world, closed_result(world), by="employee")


def test_closing_a_period_leaves_no_form_hanging(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    left, done = open_evaluation(world, "peer"), rate(world)
    monkeypatch.setattr(cycle, "check_closable", lambda period_id: None)
    close_period(by=world.actor("analyst"), period_id=left.period_id)
    left.refresh_from_db()
    assert (left.state, left.skipped_reason) == ("skipped", "period_closed")
    assert Evaluation.objects.get(pk=done.pk).state == "rated"
    assert Notice.objects.filter(person=world.people["peer"], kind="evaluation.left_unrated").exists()
    found = asked(world, left)
    decide(world, found)
    correct(world, left, found)
    assert Evaluation.objects.get(pk=left.pk).predicate == 1
