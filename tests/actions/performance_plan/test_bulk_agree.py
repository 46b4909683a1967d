"""2,000 plans agreed by one act: preview with the strangest rows, reason, receipt, a job that survives its death."""

from __future__ import annotations

import datetime as dt

import pytest

from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.core.errors import Closed, Invalid
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.performance.actions import bulk_agree
from prestasi.performance.actions.bulk_agree import continue_bulk_agreement, start_bulk_agreement
from prestasi.performance.models import BulkAgreement, ExpectedResult, Indicator, Plan, PlanVersion, ResultLink
from prestasi.performance.queries.bulk_preview import bulk_preview
from tests.world import LONG_AGO, TODAY, World


def many_plans(world: World, n: int) -> None:
    """So many people under the superior, each with a sent plan of one linked result; written in few statements."""
    like = world.plans["employee"]
    people = Person.objects.bulk_create(
        Person(name=f"Orang {i:04d}", sex="f", born_on=dt.date(1990, 1, 1), joined_on=LONG_AGO, employment="pns")
        for i in range(n)
    )
    posts = Assignment.objects.bulk_create(
        Assignment(person=p, position=like.position, unit=like.unit, valid_from=LONG_AGO) for p in people
    )
    ReportingLine.objects.bulk_create(
        ReportingLine(person=p, superior=world.people["superior"], valid_from=LONG_AGO) for p in people
    )
    plans = Plan.objects.bulk_create(
        Plan(
            cycle=world.cycle, person=post.person, assignment=post, position=like.position, unit=like.unit, form="A-Q",
            rater=world.people["superior"], rater_superior=world.people["head"], starts_on=like.starts_on,
            ends_on=like.ends_on, state="submitted", submitted_at=clock.now(),
        )
        for post in posts
    )  # fmt: skip
    results = ExpectedResult.objects.bulk_create(ExpectedResult(plan=plan, text="Hasil") for plan in plans)
    Indicator.objects.bulk_create(
        Indicator(result=r, name="Jumlah layanan", unit_of_measure="layanan", start_value=0, target=10) for r in results
    )
    ResultLink.objects.bulk_create(ResultLink(result=r, parent=world.results["superior"]) for r in results)


def test_the_preview_counts_and_names_the_strangest(world: World) -> None:
    many_plans(world, 5)
    odd, bare = Plan.objects.filter(state="submitted").order_by("pk")[:2]
    ExpectedResult.objects.bulk_create(ExpectedResult(plan=odd, text="Hasil") for _ in range(4))
    ResultLink.objects.filter(result__plan=bare).update(ended_at=clock.now())
    page = bulk_preview(world.actor("superior"))
    assert (page.total, page.first, page.usual) == (5, 5, 1)
    assert {s.plan_id for s in page.strangest} == {odd.pk, bare.pk}


def test_a_reason_is_needed_and_something_to_agree(world: World) -> None:
    with pytest.raises(Closed):
        start_bulk_agreement(by=world.actor("superior"), reason="Sudah dibahas bersama")
    many_plans(world, 2)
    with pytest.raises(Invalid):
        start_bulk_agreement(by=world.actor("superior"), reason="ok")
    assert not BulkAgreement.objects.exists()


@pytest.mark.parametrize("who", ["analyst", "admin", "head", "employee"])
def test_it_takes_only_what_waits_for_the_actor_as_direct_superior(world: World, who: str) -> None:
    many_plans(world, 2)
    with pytest.raises(Closed):
        start_bulk_agreement(by=world.actor(who), reason="Sudah dibahas bersama")


def test_what_was_left_out_or_changed_meanwhile_stays_as_it_is(world: World) -> None:
    many_plans(world, 4)
    left, changed, moved, agreed = Plan.objects.filter(state="submitted").order_by("pk")
    by = world.actor("superior")
    start_bulk_agreement(by=by, reason="Sudah dibahas bersama", leave_out=[left.pk])
    Plan.objects.filter(pk=changed.pk).update(lock_version=9)
    lines = ReportingLine.objects.filter(person=moved.person)
    lines.update(superior=world.people["other_head"])
    run = BulkAgreement.objects.get()
    assert continue_bulk_agreement(run.pk) == 2
    states = dict(Plan.objects.filter(pk__in=[left.pk, changed.pk, moved.pk, agreed.pk]).values_list("pk", "state"))
    assert states == {left.pk: "submitted", changed.pk: "submitted", moved.pk: "submitted", agreed.pk: "agreed"}


def test_a_killed_job_goes_on_where_it_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    many_plans(world, 6)
    monkeypatch.setattr(bulk_agree, "CHUNK", 2)
    start_bulk_agreement(by=world.actor("superior"), reason="Sudah dibahas bersama")
    run = BulkAgreement.objects.get()
    monkeypatch.setattr(bulk_agree, "record", _die)
    with pytest.raises(SystemExit):
        continue_bulk_agreement(run.pk)
    run.refresh_from_db()
    assert run.done == 4
    monkeypatch.undo()
    continue_bulk_agreement(run.pk)
    assert PlanVersion.objects.filter(plan__state="agreed", number=1, plan__in=[i for i, _ in run.ids]).count() == 6


def _die(*_args: object, **_named: object) -> None:
    raise SystemExit


@pytest.mark.slow
def test_two_thousand_plans_each_get_their_version_and_their_event(world: World) -> None:
    many_plans(world, 2000)
    by = world.actor("superior")
    assert bulk_preview(by).total == 2000
    receipt = start_bulk_agreement(by=by, reason="Sudah dibahas bersama tim")
    assert continue_bulk_agreement(receipt.made) == 0
    run = BulkAgreement.objects.get()
    assert (run.done, run.left_out, run.state) == (2000, [], "done")
    agreed = Event.objects.filter(kind="plan.agreed", object_id__in=[pk for pk, _version in run.ids])
    assert agreed.values("object_id").distinct().count() == agreed.count() == 2000
    assert Plan.objects.filter(pk__in=[pk for pk, _version in run.ids], state="agreed", agreed_at__date=TODAY).count()
