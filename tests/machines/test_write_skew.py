"""What two people may each do, but not both: one pending, one quota, one admin left (C05). Real connections."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from prestasi.accounts.actions.delegation import propose_delegation
from prestasi.accounts.actions.grants import end_role, set_account_active
from prestasi.accounts.models import Delegation, RoleGrant, User
from prestasi.calibration.actions.session import open_session
from prestasi.calibration.models import Session
from prestasi.core.actor import Grant
from prestasi.dialogue.actions.feedback import MOST_OPEN, ask_feedback
from prestasi.dialogue.actions.schedule import agree_dialogue, cancel_dialogue, propose_dialogue
from prestasi.dialogue.models import Dialogue, FeedbackRequest
from prestasi.dialogue.queries.slots import at
from prestasi.fairness.actions import openings
from prestasi.fairness.models import PeriodOpening
from prestasi.objection.actions.filing import withdraw_objection
from prestasi.objection.models import Objection
from prestasi.organization.models import Holiday
from prestasi.people.actions.correction import decide_correction, request_correction
from prestasi.people.actions.superior import change_superior
from prestasi.people.models import CorrectionRequest
from prestasi.performance.actions.plan import start_plan
from prestasi.performance.models import Period, Plan
from tests.machines.objection import ObjectionMachine
from tests.machines.races import Crowd
from tests.web.access.cast import newcomer
from tests.world import LONG_AGO, TODAY, World

MONDAY = dt.date(2026, 10, 12)
REASON = "Sudah pindah ke dinas sejak minggu lalu"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def working_days(agency: tuple[World, Crowd]) -> None:
    """The calendar of this and the next year is loaded."""
    for day in (dt.date(2026, 10, 14), dt.date(2027, 1, 1)):
        Holiday.objects.create(date=day, name="Hari libur", kind="national")


def test_both_sides_ask_for_a_dialogue_and_get_one(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    sides = [world.actor("employee"), world.actor("superior")]
    answers = crowd.together(*(
        lambda by=by, hour=hour: propose_dialogue(
            by=by, person_id=world.people["employee"].pk, starts_at=at(MONDAY, dt.time(hour))
        )
        for hour, by in enumerate(sides, 9)
    ))  # fmt: skip
    assert answers == ["Conflict", "done"]
    assert Dialogue.objects.count() == 1


def test_who_waits_while_a_dialogue_is_taken_over_still_sees_it(agency: tuple[World, Crowd]) -> None:
    """The first act writes the new superior into the dialogue; the second must not lose the row for it."""
    world, crowd = agency
    person, employee, head = world.people["employee"].pk, world.actor("employee"), world.actor("head")
    number = propose_dialogue(by=employee, person_id=person, starts_at=at(MONDAY, dt.time(9))).object_id or 0
    change_superior(
        by=world.actor("analyst"), person_id=person, superior_id=head.person_id or 0, effective_on=TODAY, source="SK 1"
    )
    answers = crowd.together(
        lambda: agree_dialogue(by=head, dialogue_id=number),
        lambda: cancel_dialogue(by=employee, dialogue_id=number, reason="Ada rapat"),
    )
    assert answers in (["done", "done"], ["Closed", "done"])
    assert Dialogue.objects.get().leader_id == head.person_id


def test_one_result_is_contested_once(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    machine = ObjectionMachine(world)
    machine.begin()
    owner = machine.actor("owner")
    withdraw_objection(by=owner, objection_id=machine.pk)
    answers = crowd.together(*[lambda: machine.file(owner)] * 4)
    assert answers == ["Closed"] * 3 + ["done"]
    assert Objection.objects.exclude(state="withdrawn").count() == 1


def test_one_session_of_a_unit_runs(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    Period.objects.update(release="together")
    actors = [world.actor(who) for who in ("head", "regent", "analyst")]
    answers = crowd.together(*(
        lambda by=by: open_session(
            by=by, unit_id=world.units["dinkes"].pk, period_id=world.periods[3].pk, meets_on=TODAY,
            member_ids=[world.people["superior"].pk],
        )
        for by in actors
    ))  # fmt: skip
    assert answers == ["Closed", "Closed", "done"]
    assert Session.objects.count() == 1


def test_one_opening_of_a_period_is_proposed(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    period = Period.objects.select_related("cycle").get(pk=world.periods[4].pk)
    terms, analyst = openings.copied_terms(period), world.actor("analyst")
    answers = crowd.together(*[lambda: openings.prepare_opening(by=analyst, period_id=period.pk, terms=terms)] * 3)
    assert "done" in answers and set(answers) <= {"Conflict", "done"}
    assert PeriodOpening.objects.filter(state="prepared").count() == 1


def test_one_plan_for_one_post_and_year(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    newcomer(world, "new", "puskesmas", "superior")
    actors = [world.actor("new"), world.actor("superior")]
    person = world.people["new"].pk
    answers = crowd.together(*(lambda by=by: start_plan(by=by, year=2026, person_id=person) for by in actors))
    assert answers == ["Invalid", "done"]
    assert Plan.objects.filter(person=person).count() == 1


def test_one_correction_waits_and_one_answer_counts(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    newcomer(world, "colleague", "bkpp")
    RoleGrant.objects.create(user=world.users["colleague"], role="analyst", valid_from=LONG_AGO, reason="uji")
    given: dict[str, Any] = {
        "person_id": world.people["employee"].pk, "proposed_superior_id": world.people["head"].pk,
        "since": TODAY - dt.timedelta(days=5), "reason": REASON,
    }  # fmt: skip
    actors = [world.actor("employee"), world.actor("superior")]
    assert crowd.together(*(lambda by=by: request_correction(by=by, **given) for by in actors)) == ["Closed", "done"]
    request = CorrectionRequest.objects.get()
    decisions = [(world.actor("analyst"), True), (world.actor("colleague"), False)]
    answers = crowd.together(*(
        lambda by=by, yes=yes: decide_correction(by=by, request_id=request.pk, accept=yes, reason="Sesuai SK")
        for by, yes in decisions
    ))  # fmt: skip
    assert answers == ["Closed", "done"]


def test_the_same_delegation_is_offered_once(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    by = replace(world.actor("superior"), grants=frozenset({Grant("supervisor")}), role="supervisor")
    offer: dict[str, Any] = {"holder_id": world.people["peer"].pk, "scopes": ["review"], "reason": "cuti"}
    offer |= {"starts_on": TODAY, "last_on": TODAY + dt.timedelta(days=5)}
    answers = crowd.together(*[lambda: propose_delegation(by=by, **offer)] * 3)
    assert answers == ["Closed", "Closed", "done"]
    assert Delegation.objects.count() == 1


def test_the_quota_of_requests_holds(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    by = world.actor("employee")
    for n in range(MOST_OPEN + 2):
        newcomer(world, f"c{n}", "puskesmas", "superior")
    for n in range(MOST_OPEN - 1):
        ask_feedback(by=by, person_id=world.people[f"c{n}"].pk)
    last = [world.people[f"c{n}"].pk for n in range(MOST_OPEN - 1, MOST_OPEN + 2)]
    answers = crowd.together(*(lambda person=person: ask_feedback(by=by, person_id=person) for person in last))
    assert answers == ["Closed", "Closed", "done"]
    assert FeedbackRequest.objects.filter(state="open").count() == MOST_OPEN


def test_the_same_colleague_is_asked_once(agency: tuple[World, Crowd]) -> None:
    world, crowd = agency
    by, person = world.actor("employee"), world.people["peer"].pk
    assert crowd.together(*[lambda: ask_feedback(by=by, person_id=person)] * 3) == ["Closed", "Closed", "done"]


@pytest.mark.parametrize("way", ["grant", "account"])
def test_two_admins_who_remove_each_other_leave_one(agency: tuple[World, Crowd], way: str) -> None:
    world, crowd = agency
    newcomer(world, "admin2", "setda")
    RoleGrant.objects.create(user=world.users["admin2"], role="admin", valid_from=LONG_AGO, reason="uji")
    pairs = [(world.actor("admin"), "admin2"), (world.actor("admin2"), "admin")]
    grants = {key: RoleGrant.objects.get(user=world.users[key]).pk for key in ("admin", "admin2")}
    acts = [
        lambda by=by, key=key: end_role(by=by, grant_id=grants[key]) if way == "grant"
        else set_account_active(by=by, user_id=world.users[key].pk, active=False, reason="uji")
        for by, key in pairs
    ]  # fmt: skip
    assert crowd.together(*acts) == ["NotAllowed", "done"]
    left = RoleGrant.objects.on(TODAY).filter(role="admin", user__is_active=True)
    assert left.count() == 1 and User.objects.filter(is_active=False).count() == (way == "account")
