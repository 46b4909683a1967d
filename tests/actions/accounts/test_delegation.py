"""*Delegasi*: who may give, to whom, for how long; acting; the end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.accounts.actions.delegation import (
    answer_delegation,
    check_may_act,
    end_delegation,
    propose_delegation,
)
from prestasi.accounts.middleware import actor_of
from prestasi.accounts.models import Delegation
from prestasi.accounts.queries.standing import standing_of
from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.people.permissions import Relation, relations
from tests.world import TODAY, World

WEEK = dt.timedelta(days=7)


def signed_in(world: World, who: str, delegation_id: int | None = None) -> Actor:
    user = world.users[who]
    return actor_of(user, standing_of(user, TODAY), delegation_id)


def proposal(world: World, **changes: Any) -> dict[str, Any]:
    given = {
        "by": signed_in(world, "superior"), "holder_id": world.people["peer"].pk, "starts_on": TODAY,
        "last_on": TODAY + WEEK, "scopes": ["review"], "reason": "Cuti tahunan",
    }  # fmt: skip
    return given | changes


def accepted(world: World, **changes: Any) -> Delegation:
    made = propose_delegation(**proposal(world, **changes))
    answer_delegation(by=signed_in(world, "peer"), delegation_id=made.object_id or 0, accept=True)
    return Delegation.objects.get(pk=made.object_id or 0)


def test_it_counts_once_the_holder_has_accepted(world: World) -> None:
    receipt = propose_delegation(**proposal(world))
    row = Delegation.objects.get(pk=receipt.object_id or 0)
    assert (row.state, row.valid_to) == ("proposed", TODAY + WEEK + dt.timedelta(days=1))
    assert standing_of(world.users["peer"], TODAY).held == ()
    answer_delegation(by=signed_in(world, "peer"), delegation_id=row.pk, accept=True)
    assert [h.delegation_id for h in standing_of(world.users["peer"], TODAY).held] == [row.pk]


def test_the_holder_acts_in_the_line_of_the_giver_and_both_names_are_kept(world: World) -> None:
    row = accepted(world)
    actor = signed_in(world, "peer", row.pk)
    assert actor.on_behalf_of == world.people["superior"].pk
    assert actor.scopes == {"review"}
    assert actor.acts_within("review")
    assert not actor.acts_within("rate")
    assert Relation.SUPERIOR in relations(actor, world.people["employee"].pk)
    end_delegation(by=signed_in(world, "peer"), delegation_id=row.pk)
    assert signed_in(world, "peer", row.pk).on_behalf_of is None


@pytest.mark.parametrize("day", [TODAY - WEEK, TODAY + WEEK + dt.timedelta(days=1)])
def test_it_ends_by_itself(world: World, day: dt.date) -> None:
    accepted(world)
    assert standing_of(world.users["peer"], day).held == ()


def test_held_powers_cannot_be_passed_on(world: World) -> None:
    row = accepted(world)
    delegate = signed_in(world, "peer", row.pk)
    with pytest.raises(NotAllowed, match="diteruskan"):
        propose_delegation(**proposal(world, by=delegate, holder_id=world.people["employee"].pk))


def test_who_leads_nobody_has_nothing_to_give(world: World) -> None:
    with pytest.raises(NotAllowed):
        propose_delegation(**proposal(world, by=signed_in(world, "employee")))


@pytest.mark.parametrize("holder", ["stranger", "regent", "superior", "analyst"])
def test_only_colleagues_and_subordinates_may_hold_it(world: World, holder: str) -> None:
    with pytest.raises(NotVisible):
        propose_delegation(**proposal(world, holder_id=world.people[holder].pk))
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": TODAY - dt.timedelta(days=1)}, "starts_on"),
        ({"last_on": TODAY - dt.timedelta(days=1)}, "last_on"),
        ({"last_on": TODAY + dt.timedelta(days=92)}, "last_on"),
    ],
)
def test_impossible_dates_are_named(world: World, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        propose_delegation(**proposal(world, **changes))
    assert set(refused.value.errors) == {field}
    assert not Event.objects.exists()


def test_two_at_once_to_the_same_person_are_refused(world: World) -> None:
    accepted(world)
    with pytest.raises(Closed):
        propose_delegation(**proposal(world, starts_on=TODAY + WEEK, last_on=TODAY + 2 * WEEK))


def test_answering_is_the_holders_and_happens_once(world: World) -> None:
    made = propose_delegation(**proposal(world)).object_id or 0
    for who, refusal in (("superior", NotAllowed), ("employee", NotVisible)):
        with pytest.raises(refusal):
            answer_delegation(by=signed_in(world, who), delegation_id=made, accept=True)
    answer_delegation(by=signed_in(world, "peer"), delegation_id=made, accept=False)
    with pytest.raises(Closed):
        answer_delegation(by=signed_in(world, "peer"), delegation_id=made, accept=True)
    with pytest.raises(Closed):
        check_may_act(by=signed_in(world, "peer"), delegation_id=made)


def test_the_same_form_twice_makes_one_proposal(world: World) -> None:
    key = "8a3f0a52-6f5b-4d0c-9a55-0d6a3f3f2b11"
    first = propose_delegation(**proposal(world, key=key))
    again = propose_delegation(**proposal(world, key=key))
    assert (again.number, again.repeated) == (first.number, True)
    assert Delegation.objects.count() == 1


def test_the_pages_act_for_another_and_stop(world: World) -> None:
    row = accepted(world)
    client = Client()
    client.force_login(world.users["peer"])
    client.post(reverse("accounts:act_for", args=[row.pk]))
    page = client.get(reverse("accounts:delegations")).content.decode()
    assert "Bima Rekaan" in page
    assert "15 Oktober 2026" in page
    client.post(reverse("accounts:end_delegation"))
    assert vars(client.get(reverse("accounts:delegations")).wsgi_request)["actor"].on_behalf_of is None
