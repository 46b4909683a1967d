"""Make the two pictures of the README from a running product: `python -m tests.browser.pictures`.

A throw-away installation is made for it; with E2E_URL one that already runs is used.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, DESK, FLAGS, PHONE, sign_in, window
from tests.browser.site import PROJECT, Site, installed

IMAGES = PROJECT / "docs" / "images"
LARGEST = 150_000
COLOURS = (256, 192, 128, 96, 64)


def main() -> None:
    """The board of a unit's head on a desk, and an employee's result on a phone."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state, installed(Path(state)) as site, sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        _keep("papan-1440.png", _board(chromium, site))
        _keep("hasil-390.png", _result(chromium, site))
        chromium.close()


def _board(chromium: Any, site: Site) -> bytes:
    page = _signed_in(chromium, site, "unit_head", DESK)
    page.goto(site.at("/dasbor/"))
    page.locator(".live:not(.off)").wait_for()
    return bytes(page.screenshot())


def _result(chromium: Any, site: Site) -> bytes:
    page = _signed_in(chromium, site, "employee", PHONE)
    page.goto(site.at("/hasil/"))
    page.get_by_role("link", name="Baca").first.click()
    page.locator("#mengapa").wait_for()
    return bytes(page.screenshot())


def _signed_in(chromium: Any, site: Site, role: str, width: int) -> Any:
    page = window(
        chromium, None, width, reduced_motion="reduce", device_scale_factor=2 if width == PHONE else 1
    ).new_page()
    sign_in(page, site, role)
    return page


def _keep(name: str, picture: bytes) -> None:
    """As a palette of as many colours as fit in the size."""
    full = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        full.quantize(colours, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)
        if (IMAGES / name).stat().st_size <= LARGEST:
            break
    print(f"{name}: {(IMAGES / name).stat().st_size} bytes, {full.width} x {full.height}")


if __name__ == "__main__":
    main()
