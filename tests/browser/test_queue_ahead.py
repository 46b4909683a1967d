"""The next person of the rating queue stands there within 100 ms of Enter, and a refusal brings the sheet back."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import DESK, listen, window
from tests.browser.reports import measured
from tests.browser.site import Site
from tests.browser.tasks.cast import somebody
from tests.browser.test_keyboard import THOUGHT_MS, WATCH_NEXT, can_be_rated, go_on, more_open, press

NEXT_WITHIN_MS = 100
PEOPLE = 4
FETCHED = "() => new Promise(ok => setTimeout(ok, 900))"


@pytest.fixture
def queue(browser: Any, site: Site) -> Iterator[Any]:
    """The queue of somebody with people to rate, whom no other test has used."""
    context = window(browser, None, DESK)
    context.add_cookies([{"name": "sessionid", "value": somebody(site, "rater").session, "url": site.url}])
    page = context.new_page()
    listen(page)
    page.goto(site.at("/nilai/"))
    yield page
    context.close()


def rate(page: Any) -> None:
    """Everything as expected, ready to be sent."""
    results = page.locator("#lembar .rt").first.locator("li[data-row]").count()
    press(page, *["2"] * results)
    page.wait_for_timeout(THOUGHT_MS)
    press(page, "s")
    page.get_by_role("button", name="Simpan, lanjut").and_(page.locator(":focus")).wait_for()


def to_one_that_can_be_rated(page: Any) -> bool:
    while not can_be_rated(page):
        if not page.locator("[data-key=j]").count():
            return False
        go_on(page)
    return True


def test_the_next_person_is_there_within_a_tenth_of_a_second(queue: Any) -> None:
    page = queue
    waits: list[float] = []
    while len(waits) < PEOPLE and to_one_that_can_be_rated(page) and more_open(page):
        page.locator(FOCUS_SELECTOR).first.wait_for()
        page.evaluate(FETCHED)
        page.evaluate(WATCH_NEXT)
        rate(page)
        press(page, "Enter")
        page.get_by_text("Penilaian tersimpan").first.wait_for()
        waits.append(page.evaluate("window.nextAfter"))
        page.evaluate("document.querySelectorAll('.toast').forEach(t => t.remove())")
    assert waits and page.faults == []
    words = f"{statistics.median(waits):.0f} ms, slowest {max(waits):.0f} ms"
    measured("next person after Enter, fetched ahead", words)
    assert statistics.median(waits) <= NEXT_WITHIN_MS


FOCUS_SELECTOR = "[data-queue] :focus"


def test_a_sending_that_fails_brings_the_sheet_back(queue: Any) -> None:
    page = queue
    assert to_one_that_can_be_rated(page) and more_open(page)
    page.evaluate(FETCHED)
    name = page.locator(".qh h2").inner_text()
    rate(page)
    page.locator("textarea[name=note]").fill("Kalimat yang tidak boleh hilang.")
    page.route("**/nilai/**", lambda r: r.abort() if r.request.method == "POST" else r.continue_())
    page.get_by_role("button", name="Simpan, lanjut").click()
    page.locator("#gagal").wait_for()
    assert page.locator(".qh h2").inner_text() == name
    assert page.locator("textarea[name=note]").input_value() == "Kalimat yang tidak boleh hilang."
    page.unroute("**/nilai/**")
    page.get_by_role("button", name="Simpan, lanjut").click()
    page.get_by_text("Penilaian tersimpan").first.wait_for()
    assert page.locator(".qh h2").inner_text() != name


SLOWLY = """() => { const get = fetch; window.fetch = async (what, ...more) => {
  if ((what.url || what + "").includes("/bukti/")) await new Promise(ok => setTimeout(ok, 700));
  return get(what, ...more); }; }"""
WORDS = "Melampaui target dua bulan lebih awal."


def test_evidence_that_comes_late_does_not_take_the_focus_from_somebody_who_writes(queue: Any) -> None:
    """The rest of the words would be keys of the queue: `u` takes the last rating back, `j` leaves the person."""
    page = queue
    while not page.locator("#lembar a.ev").count() or not can_be_rated(page):
        go_on(page)
    page.evaluate(SLOWLY)
    name = page.locator(".qh h2").inner_text()
    page.locator("#lembar a.ev").first.press("Enter")
    note = page.locator("textarea[name=note]")
    note.focus()
    with page.expect_response("**/bukti/*/"):
        page.keyboard.type(WORDS, delay=40)
    page.locator("#bukti-dibuka h2").wait_for()
    assert (note.input_value(), page.locator(".qh h2").inner_text()) == (WORDS, name)
