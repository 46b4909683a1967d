"""No page offers a door that is closed to its reader: every link of the menus and of the pages behind them opens."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from tests.browser.pages import LINK, NOT_PAGES, kind
from tests.web.conftest import SignIn
from tests.world import World, open_evaluation

MOST = 90
ROLES = ("employee", "superior", "head", "regent", "analyst", "admin", "auditor")


@pytest.mark.parametrize("who", ROLES)
def test_every_link_opens(world: World, signed_in: SignIn, who: str) -> None:
    for subject in ("employee", "superior", "peer"):
        open_evaluation(world, subject)
    closed = [f"{status} {path}, offered by {source}" for status, path, source in _visits(signed_in(who))]
    assert not closed, "\n".join(closed)


def _visits(client: Client) -> Iterator[tuple[int, str, str]]:
    """Links that do not open, with the page that has them; one link of each kind is tried, nearest first."""
    queue, known = deque([("/hari-ini/", ""), ("/menu/", "")]), {"/hari-ini/", "/menu/"}
    for _turn in range(MOST):
        if not queue:
            return
        path, source = queue.popleft()
        answer = client.get(path, follow=True)
        if answer.status_code >= 400:
            yield answer.status_code, path, source
        for target in _links(answer.content.decode(errors="replace"), path):
            if kind(target) not in known:
                known.add(kind(target))
                queue.append((target, path))


def _links(page: str, here: str) -> Iterator[str]:
    for href in LINK.findall(page):
        target = urljoin(here, href.replace("&amp;", "&"))
        if target.startswith("/") and not target.startswith("//") and not NOT_PAGES.search(urlsplit(target).path):
            yield target
