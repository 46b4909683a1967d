"""The gallery and the script in a real browser: accessible, nothing too wide, keys and drafts at work."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from prestasi.ui import build

POLICY = "default-src 'none'; " + "; ".join(f"{k}-src 'self'" for k in ("script", "style", "font", "img", "connect"))
OpenPage = Callable[..., Any]
ORIGIN = "http://prestasi.test"
KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUEUE = """<!doctype html><html lang="id"><title>x</title><script src="/static/ui/prestasi.js" type="module"></script>
<main data-queue><form method="post" action="/simpan" data-autosave="/draf"><p class="saved"></p>
<div data-row><input type="radio" name="a" value="1" id="a1"><input type="radio" name="a" value="2" id="a2">
<input type="radio" name="a" value="3" id="a3"></div>
<div data-row><input type="radio" name="b" value="1" id="b1"><input type="radio" name="b" value="2" id="b2"></div>
<input id="note" name="note"><button id="next" data-key="j" type="button">J</button><button type="submit">Kirim</button>
<div class="step-in"><button type="button" data-by="1" id="plus">+</button><input id="n" value="1.642"></div>
</form></main><script src="/halaman.js"></script></html>"""


@pytest.fixture(scope="module")
def gallery() -> str:
    build.build()
    with override_settings(SHELL_SOURCES={"agency": "prestasi.ui.samples.agency"}):
        return Client().get("/galeri/").content.decode()


@pytest.fixture
def open_page(browser: Any) -> Iterator[OpenPage]:
    """Opens HTML with our built files under the strict policy.

    Posts are noted in `page.posts`; each connection of a live page gets the next of `page.messages`.
    """
    contexts = []

    def opened(html: str, width: int = 1440, scheme: str = "light") -> Any:
        touch = width < 500
        viewport = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=viewport, color_scheme=scheme, is_mobile=touch, has_touch=touch))
        page = contexts[-1].new_page()
        page.posts, page.faults, page.messages = [], [], []
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.faults.append(str(e)))
        page.route("**/*", lambda route: _answer(route, page, html))
        page.goto(ORIGIN + "/")
        return page

    yield opened
    for context in contexts:
        context.close()


def _answer(route: Any, page: Any, html: str) -> None:
    request = route.request
    path = request.url.removeprefix(ORIGIN)
    if request.method == "POST":
        page.posts.append((path, request.post_data or ""))
        route.fulfill(status=200, headers={"X-Version": "2"}, body="")
    elif path.startswith("/static/ui/"):
        file = build.OUTPUT / path.removeprefix("/static/ui/").split("?")[0]
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
    elif path.startswith("/langsung/"):
        message = page.messages.pop(0) if page.messages else ""
        route.fulfill(body="retry: 100\n\n" + message, content_type="text/event-stream")
    elif path == "/":
        route.fulfill(
            body=html, headers={"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        )
    else:
        route.fulfill(status=204, body="")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_gallery_is_accessible_and_fits(open_page: OpenPage, gallery: str, width: int, scheme: str) -> None:
    page = open_page(gallery, width, scheme)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.faults == []
    source = Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js"
    page.evaluate(source.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    assert [(v["id"], v["nodes"][0]["target"]) for v in found] == []


def test_keys_rate_and_go_to_the_next_row(open_page: OpenPage) -> None:
    page = open_page(QUEUE)
    page.focus("#a2")
    page.keyboard.press("1")
    assert page.is_checked("#a1") and page.evaluate("document.activeElement.id") == "b1"


def test_keys_are_letters_while_typing_and_silent_when_switched_off(open_page: OpenPage) -> None:
    page = open_page(QUEUE)
    page.evaluate("document.getElementById('next').addEventListener('click', () => document.title = 'next')")
    page.focus("#note")
    page.keyboard.type("j1")
    assert page.input_value("#note") == "j1" and page.title() == "x"
    page.focus("#a1")
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("j")
    assert page.title() == "x"
    page.evaluate("delete document.documentElement.dataset.keys")
    page.keyboard.press("j")
    assert page.title() == "next"


def test_a_draft_is_kept_when_its_field_is_left(open_page: OpenPage) -> None:
    page = open_page(QUEUE)
    page.fill("#note", "dua posyandu")
    page.focus("#a1")
    page.locator(".saved", has_text="Tersimpan").wait_for()
    assert page.posts[0][0] == "/draf" and "dua posyandu" in page.posts[0][1]
    assert page.text_content(".saved").endswith("belum dikirim")


def test_pressed_twice_is_sent_once(open_page: OpenPage) -> None:
    page = open_page(QUEUE)
    page.evaluate("""() => { const f = document.forms[0]; let n = 0;
        f.addEventListener('submit', e => { e.preventDefault(); document.title = 'sent ' + ++n; });
        f.requestSubmit(); f.requestSubmit(); }""")
    assert page.title() == "sent 1"


def test_steps_keep_the_indonesian_form(open_page: OpenPage) -> None:
    page = open_page(QUEUE)
    page.click("#plus")
    assert page.input_value("#n") == "1.643"


def test_a_dotted_number_opens_its_explanation(open_page: OpenPage, gallery: str) -> None:
    page = open_page(gallery)
    page.evaluate("document.getElementById('w1').open = false")
    page.click("a.num[href='#w1']")
    assert page.evaluate("document.getElementById('w1').open")


LIVE = """<!doctype html><html lang="id"><title>x</title><script src="/static/ui/prestasi.js" type="module"></script>
<div data-live="/langsung/unit:1"><span class="live">Langsung <time>09.00</time></span>
<button data-act="show" hidden></button><button data-act="pause" data-on="Jeda" data-off="Lanjutkan">Jeda</button></div>
<section id="alur">lama</section></html>"""
CHANGE = 'id: 1\nevent: change\ndata: <section id="alur">baru</section>\n\n'


def test_live_parts_replace_their_namesakes(open_page: OpenPage) -> None:
    page = open_page(LIVE)
    page.messages.append(CHANGE)
    page.locator("#alur", has_text="baru").wait_for()
    assert page.locator("#alur").count() == 1


def test_a_paused_page_holds_changes_back_until_asked(open_page: OpenPage) -> None:
    page = open_page(LIVE)
    page.click("[data-act=pause]")
    assert page.text_content("[data-act=pause]") == "Lanjutkan" and page.get_attribute(".live", "class") == "live off"
    page.messages.append(CHANGE)
    page.locator("[data-act=show]").wait_for()
    assert page.text_content("#alur") == "lama" and "perubahan" in page.text_content("[data-act=show]")
    page.click("[data-act=show]")
    assert page.text_content("#alur") == "baru"
