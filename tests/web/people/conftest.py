"""Signed-in clients of the small agency."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.world import World


@pytest.fixture
def as_(world: World) -> Callable[[str], Client]:
    """`as_("analyst")` is a browser in which that person has signed in."""

    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(world.users[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
