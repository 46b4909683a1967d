"""Signed-in clients of the small agency."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

    Answer = _MonkeyPatchedWSGIResponse
else:
    Answer = HttpResponse

SignIn = Callable[[str], Client]


@pytest.fixture
def signed_in(world: World) -> SignIn:
    """`signed_in("analyst")` is a browser in which that person has signed in."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(world.users[who], backend="prestasi.accounts.backends.AccountBackend")
        return client

    return sign_in
