"""Every page, on a desk and on a phone, by day and by night: readable for everybody, and never wider than the screen.

The pages are found by links, so a new page is looked at without anybody naming it here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DESK, NARROW, PHONE, ROLES, Opened, window
from tests.browser.pages import crawl
from tests.browser.reports import measured
from tests.browser.site import Site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(
  found => found.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')))"""
WIDTH = "() => document.documentElement.scrollWidth"
PASSERBY = ("/", "/masuk/", "/bukti-terima/", "/tidak-ada/")


@pytest.fixture(scope="module")
def axe() -> str:
    module = pytest.importorskip("axe_playwright_python", reason="axe is not installed: make setup-dev")
    return (Path(module.__file__).parent / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def pages_of(browser: Any, site: Site, sessions: Callable[[str], Any]) -> Callable[[str], list[str]]:
    """Paths of the pages of each role; a kind of page is looked at once, for the first role that has it."""
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for role in ("", *ROLES):
        context = window(browser, sessions(role) if role else None, DESK)
        starts = ("/hari-ini/", "/menu/") if role else PASSERBY
        found[role] = crawl(context.request, site, starts, seen)
        context.close()
    measured("kinds of pages", str(sum(len(paths) for paths in found.values())))
    return found.__getitem__


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("role", ["", *ROLES], ids=lambda role: role or "passer-by")
def test_pages_are_accessible_and_fit(
    visit: Opened, site: Site, axe: str, pages_of: Any, role: str, width: int
) -> None:
    page = visit(role, width=width, reduced_motion="reduce")
    found, paths, began = [], pages_of(role), time.perf_counter()
    for path in paths:
        page.faults.clear()
        page.goto(site.at(path))
        found += [f"{path}: {what}" for what in _looked_at(page, axe, width, dark=width == PHONE or path == paths[0])]
    seconds = (time.perf_counter() - began) / max(1, len(paths))
    measured(f"looking at pages, {role or 'passer-by'}, {width} pixels", f"{len(paths)} pages, {seconds:.1f} s each")
    assert not found, "\n".join(found)


def _looked_at(page: Any, axe: str, width: int, *, dark: bool) -> list[str]:
    """What is wrong with an open page in the light scheme, in the dark one, and on the narrowest phone.

    Colours do not change with the width: a desk is looked at in the dark on one page of each role, for its side menu.
    """
    page.evaluate(axe)
    page.emulate_media(color_scheme="light")
    found: list[str] = page.evaluate(RUN, RULES)
    if dark:
        page.emulate_media(color_scheme="dark")
        found += [f"dark {what}" for what in page.evaluate(RUN, COLOURS)]
    for narrow in (width, NARROW) if width == PHONE else (width,):
        page.set_viewport_size({"width": narrow, "height": 844})
        if (wide := page.evaluate(WIDTH)) > narrow:
            found.append(f"{wide} pixels wide on {narrow}")
    page.set_viewport_size({"width": width, "height": 844})
    return found + [f"console: {said}" for said in page.faults]


def test_the_unknown_page_says_what_to_do(visit: Opened, site: Site) -> None:
    page = visit("employee")
    answer = page.goto(site.at("/tidak-ada/"))
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).count() == 1
