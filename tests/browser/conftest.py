"""Chromium, a running installation, and people signed in to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import reports
from tests.browser.site import Site, installed

CHROMIUM = Path(os.environ.get("E2E_CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
DESK, PHONE, NARROW = 1440, 390, 320
PATIENCE_MS = 30_000

ROLES = {
    "employee": "Pegawai",
    "supervisor": "Pejabat penilai",
    "unit_head": "Pimpinan unit",
    "analyst": "Analis kepegawaian",
    "admin": "Admin",
    "auditor": "Auditor",
}

Opened = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser. The story goes first, while nobody has touched the data."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path != here / "test_story.py")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Figures that were measured, so that a green run also says how fast."""
    if reports.FIGURES:
        terminalreporter.section("measured in the browser")
        for line in reports.FIGURES:
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; the tests are skipped where there is none."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make setup-dev")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; install it (apt install chromium) or set E2E_CHROMIUM")
    with sync.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The installation of this run; nothing is installed where there is no browser."""
    with installed(tmp_path_factory.mktemp("prestasi")) as running:
        yield running


@pytest.fixture(scope="session")
def sessions(browser: Any, site: Site) -> Callable[[str], Any]:
    """`sessions("employee")`: the cookies of that demo account, signed in once by its button."""
    kept: dict[str, Any] = {}

    def of(role: str) -> Any:
        if role not in kept:
            context = window(browser, None, DESK)
            page = context.new_page()
            sign_in(page, site, role)
            kept[role] = context.storage_state()
            context.close()
        return kept[role]

    return of


def sign_in(page: Any, site: Site, role: str) -> None:
    """By the button of the demo account on the sign-in page."""
    page.goto(site.at("/masuk/"))
    page.get_by_role("button", name=f"{ROLES[role]}: Masuk").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)


@pytest.fixture
def visit(browser: Any, site: Site, sessions: Callable[[str], Any]) -> Iterator[Opened]:
    """`visit("employee", "/hari-ini/", width=PHONE)` opens a page in a window of its own.

    Role "" is a passer-by. `page.faults` collects errors of the console (refused by the content policy too).
    """
    contexts = []

    def opened(role: str = "", path: str = "", width: int = DESK, scheme: str = "light", **more: Any) -> Any:
        contexts.append(window(browser, sessions(role) if role else None, width, scheme, **more))
        page = contexts[-1].new_page()
        listen(page)
        if path:
            page.goto(site.at(path))
        return page

    yield opened
    for context in contexts:
        context.close()


def window(browser: Any, session: Any, width: int, scheme: str = "light", **more: Any) -> Any:
    """A browser context: a phone with touch below 500 pixels, a desk otherwise."""
    touch = width < 500
    context = browser.new_context(
        viewport={"width": width, "height": 844 if touch else 900}, is_mobile=touch, has_touch=touch,
        color_scheme=scheme, locale="id-ID", timezone_id="Asia/Jakarta", storage_state=session, **more,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE_MS)
    return context


def listen(page: Any) -> None:
    """Note what the console calls an error."""
    page.faults = []
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
