"""The three ways in which every task is done: on a phone, on a desk, and by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE, Opened, listen, window
from tests.browser.reports import measured
from tests.browser.site import Site
from tests.browser.tasks.cast import Part, somebody
from tests.browser.tasks.hands import Hands

Begin = Callable[..., Hands]
BeginAs = Callable[..., tuple[Hands, Part]]
Within = Callable[[Hands, int, int], None]
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
        return Hands(visit(role, path, width), by_keys, width == PHONE)

    return opened


@pytest.fixture
def begin_as(way: str, browser: Any, site: Site) -> Iterator[BeginAs]:
    """`begin_as("dialogue_asker")`: the same for the first person who is in that state. Three runs use up three."""
    width, by_keys = WAYS[way]
    contexts = []

    def opened(part: str, path: str = "/hari-ini/") -> tuple[Hands, Part]:
        who = somebody(site, part)
        contexts.append(window(browser, None, width))
        contexts[-1].add_cookies([{"name": "sessionid", "value": who.session, "url": site.url}])
        page = contexts[-1].new_page()
        listen(page)
        page.goto(site.at(path.format(about=who.about)))
        return Hands(page, by_keys, width == PHONE), who

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def within(way: str, request: pytest.FixtureRequest) -> Within:
    """`within(hands, 3, 2)`: notes what was used, then fails when that is more than the budget allows."""

    def checked(hands: Hands, clicks: int, fields: int) -> None:
        task = request.node.originalname.split("_")[1].upper()
        measured(f"{task} by {way}", f"{hands.clicks} of {clicks} activations, {hands.fields} of {fields} values")
        hands.within(clicks, fields)
        assert hands.page.faults == []

    return checked
