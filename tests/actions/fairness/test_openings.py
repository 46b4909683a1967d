"""Opening a period: copied from the last one, by two persons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.fairness.actions import openings as actions
from prestasi.fairness.models import PeriodOpening
from prestasi.performance.models import Evaluation, Period
from tests.world import World

AHEAD = 4


def terms(world: World) -> actions.Terms:
    return actions.copied_terms(Period.objects.select_related("cycle").get(pk=world.periods[AHEAD].pk))


def proposed(world: World) -> PeriodOpening:
    made = actions.prepare_opening(by=world.actor("analyst"), period_id=world.periods[AHEAD].pk, terms=terms(world))
    actions.propose_opening(by=world.actor("analyst"), opening_id=made.pk)
    made.refresh_from_db()
    return made


def test_dates_are_copied_as_far_from_the_end_as_last_time(world: World) -> None:
    last, coming = world.periods[3], world.periods[AHEAD]
    moved = coming.ends_on - last.ends_on
    assert terms(world) == actions.Terms(
        "performance-2022", last.self_due_on + moved, last.rating_due_on + moved, last.confirm_due_on + moved
    )


def test_a_second_person_opens_it_with_the_proposed_dates(world: World) -> None:
    opening = proposed(world)
    receipt = actions.approve_opening(by=world.actor("admin"), opening_id=opening.pk, lock_version=opening.lock_version)
    period = Period.objects.get(pk=world.periods[AHEAD].pk)
    assert (period.state, period.rating_due_on) == ("open", opening.rating_due_on)
    assert Evaluation.objects.filter(period=period).count() == Event.objects.get(pk=receipt.event_id).payload["opened"]


def test_nobody_approves_the_own_proposal(world: World) -> None:
    opening = proposed(world)
    with pytest.raises(NotAllowed):
        actions.approve_opening(by=world.actor("analyst"), opening_id=opening.pk, lock_version=opening.lock_version)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodOpening.objects.filter(pk=opening.pk).update(state="approved", decided_by=opening.proposed_by)
    assert Period.objects.get(pk=world.periods[AHEAD].pk).state == "ahead"


@pytest.mark.parametrize(("who", "refusal"), [("auditor", NotAllowed), ("head", NotVisible), ("employee", NotVisible)])
def test_others_do_not_decide(world: World, who: str, refusal: type[Exception]) -> None:
    opening = proposed(world)
    with pytest.raises(refusal):
        actions.approve_opening(by=world.actor(who), opening_id=opening.pk, lock_version=opening.lock_version)


def test_a_refusal_has_a_reason_and_opens_nothing(world: World) -> None:
    opening = proposed(world)
    refuse = partial(
        actions.refuse_opening, by=world.actor("admin"), opening_id=opening.pk, lock_version=opening.lock_version
    )
    with pytest.raises(Invalid):
        refuse(reason=" ")
    refuse(reason="Tanggalnya jatuh pada cuti bersama.")
    assert Period.objects.get(pk=world.periods[AHEAD].pk).state == "ahead"
    with pytest.raises(Closed):
        actions.approve_opening(by=world.actor("admin"), opening_id=opening.pk, lock_version=opening.lock_version + 1)


def test_what_was_withdrawn_or_changed_is_not_approved(world: World) -> None:
    opening = proposed(world)
    with pytest.raises(Conflict):
        actions.approve_opening(by=world.actor("admin"), opening_id=opening.pk, lock_version=opening.lock_version - 1)
    actions.withdraw_opening(by=world.actor("analyst"), opening_id=opening.pk)
    with pytest.raises(Closed):
        actions.approve_opening(by=world.actor("admin"), opening_id=opening.pk, lock_version=opening.lock_version + 1)


def test_one_proposal_at_a_time(world: World) -> None:
    proposed(world)
    with pytest.raises(Conflict):
        actions.prepare_opening(by=world.actor("analyst"), period_id=world.periods[AHEAD].pk, terms=terms(world))


def test_dates_stand_in_order_and_the_rules_are_in_force(world: World) -> None:
    good = terms(world)
    wrong = replace(good, ruleset="performance-1999", rating_due_on=good.self_due_on - dt.timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        actions.prepare_opening(by=world.actor("analyst"), period_id=world.periods[AHEAD].pk, terms=wrong)
    assert set(refused.value.errors) == {"ruleset", "rating_due_on"}


def test_a_period_that_was_open_is_not_prepared(world: World) -> None:
    with pytest.raises(Closed):
        actions.prepare_opening(by=world.actor("analyst"), period_id=world.periods[3].pk, terms=terms(world))
