"""Signed-in clients of the small agency, and a photo."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from PIL import Image

from tests.world import World

Signed = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def signed(world: World) -> Signed:
    """`signed("employee")` is a client with that person's session."""

    def client_of(who: str) -> Client:
        client = Client()
        client.force_login(world.users[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of


def photo(colour: str = "teal", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """A JPEG."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()
