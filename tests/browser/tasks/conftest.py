"""The three ways in which every task is done: on a phone, on a desk, and by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import DESK, PHONE, Opened
from tests.browser.tasks.hands import Hands

Begin = Callable[..., Hands]
WAYS = {"phone": (PHONE, False), "desk": (DESK, False), "keys": (DESK, True)}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """`phone`, `desk` or `keys`."""
    return str(request.param)


@pytest.fixture
def begin(way: str, visit: Opened) -> Begin:
    """`begin("employee")`: that person's Hari ini, opened the way this run goes; counting starts there."""
    width, by_keys = WAYS[way]

    def opened(role: str, path: str = "/hari-ini/") -> Hands:
        return Hands(visit(role, path, width), by_keys)

    return opened
