"""The second factor before a decisive act: asked for once, good for a while, for that person alone."""

from __future__ import annotations

import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from prestasi.accounts.step_up import prove, step_of
from prestasi.core.errors import NotAllowed
from tests.world import World

AGES = {"just now": 5.0, "too long ago": 3600.0}


def asking(world: World, who: str, *, given_by: str, age: float) -> HttpRequest:
    """A request of `who` in whose session `given_by` confirmed a factor `age` seconds ago."""
    request = HttpRequest()
    request.user, request.session = world.users[who], SessionStore()
    request.session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - age}]
    request.session["account_authentication_methods_user"] = str(world.users[given_by].pk)
    return request


def test_a_factor_given_just_now_is_enough(world: World) -> None:
    request = asking(world, "head", given_by="head", age=AGES["just now"])
    assert step_of(request).kind == "fresh"  # type: ignore[arg-type]
    assert prove(request).kind == "recent"  # type: ignore[arg-type]


@pytest.mark.parametrize(("given_by", "age"), [("head", "too long ago"), ("superior", "just now")])
def test_an_old_one_or_somebody_elses_is_not(world: World, given_by: str, age: str) -> None:
    request = asking(world, "head", given_by=given_by, age=AGES[age])
    assert step_of(request).kind == "none"  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        prove(request)  # type: ignore[arg-type]
