"""Accounts in bulk for the demo agency."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from prestasi.accounts.demo import DEMO_PASSWORD, UserSpec, create_demo_users
from prestasi.accounts.models import User
from tests.world import TODAY, World

ONE_YEAR = (TODAY, TODAY + dt.timedelta(days=365))


def test_everybody_has_an_account_and_only_demo_accounts_have_a_password(db: None) -> None:
    specs = [UserSpec(f"1990010120150410{n:02d}", None) for n in range(12)]
    specs.append(UserSpec("contoh", None, active_role="auditor", is_demo=True, grants=(("auditor", None, *ONE_YEAR),)))
    assert create_demo_users(specs) == 13
    assert User.objects.get(username="contoh").check_password(DEMO_PASSWORD)
    assert not any(user.has_usable_password() for user in User.objects.exclude(username="contoh"))
    assert User.objects.get(username="contoh").grants.get().role == "auditor"


def test_an_account_that_is_there_is_made_the_demo_account(world: World) -> None:
    user = world.users["employee"]
    create_demo_users([UserSpec(user.username, user.person_id, user.email, is_demo=True)])
    assert User.objects.get(pk=user.pk).is_demo
    assert User.objects.count() == len(world.users)


def test_a_role_of_a_post_cannot_be_granted(db: None) -> None:
    with pytest.raises(ValueError, match="follows from the post"):
        create_demo_users([UserSpec("a", None, grants=(("supervisor", None, *ONE_YEAR),))])
    assert not User.objects.exists()


@pytest.mark.slow
def test_nine_thousand_accounts_take_seconds(db: None) -> None:
    start = time.monotonic()
    create_demo_users(UserSpec(f"{n:018d}", None) for n in range(9_000))
    assert time.monotonic() - start < 20


@override_settings(DEMO=True)
def test_one_click_signs_a_demo_account_in_and_no_other(world: World) -> None:
    user = world.users["employee"]
    client, url = Client(), reverse("accounts:demo_sign_in")
    assert client.post(url, {"username": user.username}).status_code == 404
    User.objects.filter(pk=user.pk).update(is_demo=True)
    page = client.get(reverse("account_login")).content.decode()
    assert user.username in page
    assert client.post(url, {"username": user.username}).status_code == 302
    assert client.get(reverse("accounts:security")).status_code == 200


@override_settings(DEMO=False)
def test_there_is_no_demo_sign_in_outside_demo_mode(world: World) -> None:
    user = world.users["employee"]
    User.objects.filter(pk=user.pk).update(is_demo=True)
    client = Client()
    assert user.username not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("accounts:demo_sign_in"), {"username": user.username}).status_code == 404
