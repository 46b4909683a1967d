"""What happens to work that is under way when the ground moves: each case has one outcome, and it is explained."""

from __future__ import annotations

import datetime as dt

import pytest

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, NotAllowed, NotVisible, Refusal
from prestasi.notices.models import Notice
from prestasi.organization.models import Position
from prestasi.people.actions.acting import appoint_acting
from prestasi.people.actions.move import move_person
from prestasi.people.actions.superior import change_superior
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.performance.actions.cycle import close_period
from prestasi.performance.actions.evaluation import confirm_evaluation
from prestasi.performance.actions.plan import submit_plan
from prestasi.performance.actions.rating import rate_evaluation
from prestasi.performance.models import Evaluation, Plan
from tests.actions.performance_evaluation.test_rating import rate, sheet_for
from tests.world import LONG_AGO, TODAY, World, open_evaluation

DAY = dt.timedelta(days=1)


def send(world: World, who: str, evaluation: Evaluation) -> Evaluation:
    """The sheet as it was opened, sent by `who`."""
    rate_evaluation(
        by=world.actor(who), evaluation_id=evaluation.pk, sheet=sheet_for(world), lock_version=evaluation.lock_version
    )
    evaluation.refresh_from_db()
    return evaluation


def leave_service(world: World, key: str) -> None:
    """As the staff file says it after a death: post, line above and service end yesterday; nobody leads the staff."""
    person = world.people[key]
    Person.objects.filter(pk=person.pk).update(left_on=TODAY - DAY)
    Assignment.objects.filter(person=person).update(valid_to=TODAY)
    ReportingLine.objects.filter(person=person).update(valid_to=TODAY)
    ReportingLine.objects.filter(superior=person).update(valid_to=TODAY)


def test_who_loses_authority_while_rating_is_refused_and_the_next_one_rates(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    change_superior(
        by=world.actor("analyst"), person_id=world.people["employee"].pk, superior_id=world.people["head"].pk,
        effective_on=TODAY, source="Sesuai SK",
    )  # fmt: skip
    before = Event.objects.count()
    with pytest.raises(Refusal) as refused:
        send(world, "superior", evaluation)
    assert isinstance(refused.value, NotAllowed | NotVisible)
    assert Event.objects.count() == before
    assert send(world, "head", evaluation).rated_by_id == world.people["head"].pk


def test_what_was_rated_before_authority_was_lost_stays_and_names_who_rated(world: World) -> None:
    evaluation = rate(world)
    change_superior(
        by=world.actor("analyst"), person_id=world.people["employee"].pk, superior_id=world.people["other_head"].pk,
        effective_on=TODAY, source="Sesuai SK",
    )  # fmt: skip
    confirm_evaluation(by=world.actor("regent"), evaluation_id=evaluation.pk)
    evaluation.refresh_from_db()
    assert (evaluation.rated_by_id, evaluation.state) == (world.people["superior"].pk, "confirmed")


def test_a_back_dated_transfer_moves_the_right_to_rate_and_keeps_what_was_agreed(world: World) -> None:
    evaluation, plan = open_evaluation(world, "employee"), Plan.objects.get(person=world.people["employee"])
    post = Position.objects.create(
        code="pos-kosong", unit=world.units["disdik"], title="Penelaah", kind="pelaksana", valid_from=LONG_AGO
    )
    move_person(
        by=world.actor("analyst"), person_id=world.people["employee"].pk, position_id=post.pk,
        effective_on=TODAY - 30 * DAY, decree="SK 800/12",
    )  # fmt: skip
    with pytest.raises((NotAllowed, NotVisible)):
        send(world, "superior", evaluation)
    assert send(world, "other_head", evaluation).rated_by_id == world.people["other_head"].pk
    kept = Plan.objects.get(pk=plan.pk)
    assert (kept.agreed_by_id, kept.unit_id, kept.version) == (plan.agreed_by_id, plan.unit_id, plan.version)


def test_a_period_closed_while_a_form_is_open_refuses_it_and_tells_the_employee(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    close_period(by=world.actor("analyst"), period_id=world.periods[3].pk)
    with pytest.raises(Closed, match="tidak sedang dibuka"):
        send(world, "superior", evaluation)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.skipped_reason) == ("skipped", "period_closed")
    assert Notice.objects.filter(kind="evaluation.left_unrated", person=world.people["employee"]).count() == 1


def test_a_plan_under_a_vacant_head_waits_and_says_so_until_somebody_acts(world: World) -> None:
    plan = world.plans["employee"]
    Plan.objects.filter(pk=plan.pk).update(state="draft", version=0, agreed_by=None, agreed_at=None)
    leave_service(world, "superior")
    with pytest.raises(Refusal) as refused:
        submit_plan(by=world.actor("employee"), plan_id=plan.pk)
    assert "atasan" in str(refused.value).lower()
    appoint(world)
    submit_plan(by=world.actor("employee"), plan_id=plan.pk)
    assert Plan.objects.get(pk=plan.pk).rater_id == world.people["other_head"].pk


def test_a_rater_who_died_rates_no_more_and_the_acting_official_does(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    leave_service(world, "superior")
    with pytest.raises((NotAllowed, NotVisible)):
        send(world, "superior", evaluation)
    appoint(world)
    assert send(world, "other_head", evaluation).rated_by_id == world.people["other_head"].pk


def test_a_result_by_a_rater_who_died_is_confirmed_as_it_was_given(world: World) -> None:
    evaluation = rate(world)
    leave_service(world, "superior")
    appoint(world)
    superiors = ReportingLine.objects.on(TODAY).filter(person=world.people["other_head"])
    above = next(k for k, p in world.people.items() if p.pk == superiors.get().superior_id)
    confirm_evaluation(by=world.actor(above), evaluation_id=evaluation.pk)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.rated_by_id) == ("confirmed", world.people["superior"].pk)


def appoint(world: World) -> None:
    """The head of another agency takes over the health centre as acting official."""
    appoint_acting(
        by=world.actor("analyst"), position_id=world.positions["superior"].pk,
        person_id=world.people["other_head"].pk, kind="plt", starts_on=TODAY, ends_on=TODAY + 90 * DAY,
        decree="SPT 800/77",
    )  # fmt: skip
