"""The small agency of `tests.world`, on its day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from prestasi.core import clock
from prestasi.ui import agency
from tests.world import NOW, World, build_world


@pytest.fixture(autouse=True)
def agency_asked_anew() -> None:
    """No test sees the agency of another one."""
    agency.forget()


@pytest.fixture
def at_world_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thursday 8 October 2026, 09.41 WIB, for the process and for deadlines."""
    monkeypatch.setattr(clock, "database_now", lambda: clock.now())
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def world(db: None, at_world_time: None) -> World:
    """The small agency, written for this test."""
    return build_world()
