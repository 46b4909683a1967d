"""Granted roles and disabled accounts: they end with the next request."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.accounts.actions.grants import end_role, grant_role, set_account_active
from prestasi.accounts.models import RoleGrant
from prestasi.core.errors import Closed, Invalid, NotAllowed
from tests.world import TODAY, World

YEAR = dt.timedelta(days=365)


def grant(world: World, **changes: Any) -> int:
    given: dict[str, Any] = {
        "by": world.actor("admin"), "user_id": world.users["employee"].pk, "role": "auditor", "last_on": TODAY + YEAR,
        "reason": "ST 12/2026",
    }  # fmt: skip
    return grant_role(**(given | changes)).object_id or 0


def test_a_grant_opens_and_its_end_closes_on_the_next_request(world: World) -> None:
    client = Client()
    client.force_login(world.users["employee"])
    assert client.get(reverse("audit:search")).status_code == 403
    made = grant(world)
    assert client.get(reverse("audit:search")).status_code == 200
    end_role(by=world.actor("admin"), grant_id=made)
    assert client.get(reverse("audit:search")).status_code == 403


def test_disabling_signs_out_at_once(world: World) -> None:
    client = Client()
    client.force_login(world.users["employee"])
    assert client.get(reverse("accounts:security")).status_code == 200
    set_account_active(by=world.actor("admin"), user_id=world.users["employee"].pk, active=False, reason="uji")
    assert client.get(reverse("accounts:security")).status_code == 302


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"role": "supervisor"}, Invalid),
        ({"last_on": TODAY - dt.timedelta(days=1)}, Invalid),
        ({"last_on": TODAY + 2 * YEAR}, Invalid),
    ],
)
def test_impossible_grants(world: World, changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        grant(world, **changes)
    assert RoleGrant.objects.count() == 3


def test_nobody_grants_to_themselves_and_only_admins_grant(world: World) -> None:
    with pytest.raises(NotAllowed):
        grant(world, user_id=world.users["admin"].pk)
    for who in ("analyst", "auditor", "superior"):
        with pytest.raises(NotAllowed):
            grant(world, by=world.actor(who))


def test_the_same_grant_twice_is_refused(world: World) -> None:
    grant(world)
    with pytest.raises(Closed):
        grant(world)


def test_the_role_can_be_worked_in_only_while_it_is_held(world: World) -> None:
    client = Client()
    client.force_login(world.users["employee"])
    switch = reverse("accounts:switch_role")
    assert client.post(switch, {"role": "auditor"}).status_code == 403
    grant(world)
    old = client.session.session_key
    assert client.post(switch, {"role": "auditor"}).status_code == 302
    assert client.session.session_key != old
    assert vars(client.get(reverse("audit:my_trail")).wsgi_request)["actor"].role == "auditor"
    RoleGrant.objects.filter(user=world.users["employee"]).delete()
    assert vars(client.get(reverse("audit:my_trail")).wsgi_request)["actor"].role == "employee"


def test_an_admin_chooses_the_unit_of_a_role_by_its_name(world: World) -> None:
    client, user = Client(), world.users["employee"]
    client.force_login(world.users["admin"])
    page = client.get(reverse("accounts:user", args=[user.pk])).content.decode()
    assert f'<option value="{world.units["dinkes"].pk}">– Dinas Kesehatan</option>' in page
    given = {"role": "auditor", "last_on": (TODAY + YEAR).isoformat(), "reason": "ST 12/2026"}
    answers = [
        client.post(reverse("accounts:grant_role", args=[user.pk]), given | {"unit": unit}).status_code
        for unit in ("0", str(world.units["dinkes"].pk))
    ]
    assert answers == [422, 302]
    assert RoleGrant.objects.get(user=user).unit_id == world.units["dinkes"].pk
