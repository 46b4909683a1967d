"""Everything can be done with the keys, and the rating queue is quick with them."""

from __future__ import annotations

import statistics
from itertools import pairwise
from typing import Any

from tests.browser.conftest import Opened
from tests.browser.reports import measured

KEYS_A_PERSON = 10
MOST_PEOPLE = 30
NEXT_WITHIN_MS = 1000
THOUGHT_MS = 500  # nobody rates seven values without looking up
RINGED = """() => {
  const at = document.activeElement, look = getComputedStyle(at), box = at.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 10));
  return {
    name: at.tagName + " " + at.textContent.trim().slice(0, 40), inMain: !!at.closest("main"),
    inAside: !!at.closest("aside"), top: box.top + scrollY,
    ringed: look.outlineStyle !== "none" || look.boxShadow !== "none",
    seen: !!top && (at.contains(top) || top.contains(at)),
  };
}"""
# Notes how long after Enter the next person stands there, ready to be rated.
WATCH_NEXT = """() => {
  const name = () => document.querySelector(".qh h2")?.innerText, was = name();
  window.nextAfter = 0;
  let pressed = 0;
  addEventListener("keydown", e => { if (e.key === "Enter") pressed = performance.now(); }, true);
  new MutationObserver((_, watching) => {
    if (!pressed || !name() || name() === was) return;
    window.nextAfter = performance.now() - pressed;
    watching.disconnect();
  }).observe(document.body, {childList: true, subtree: true});
}"""
FOCUS_IN_QUEUE = "() => document.querySelector('[data-queue]')?.contains(document.activeElement)"


def test_a_queue_of_people_is_rated_within_ten_keys_each(visit: Opened) -> None:
    page = visit("supervisor", "/nilai/")
    keys, people, waits = 0, 0, []
    while people < MOST_PEOPLE:
        page.wait_for_function(FOCUS_IN_QUEUE)
        if not can_be_rated(page):
            if not page.locator("[data-key=j]").count():
                break
            keys += go_on(page)
            continue
        results = page.locator("#lembar .rt").first.locator("li[data-row]").count()
        page.evaluate(WATCH_NEXT)
        keys += press(page, *["2"] * results)
        page.wait_for_timeout(THOUGHT_MS)
        keys += press(page, "s")
        page.wait_for_function("() => document.activeElement.textContent.includes('Simpan')")
        last = not more_open(page)
        keys += press(page, "Enter")
        page.get_by_text("Penilaian tersimpan").first.wait_for()
        people += 1
        if last:
            break
        page.wait_for_function("() => window.nextAfter > 0")
        waits.append(page.evaluate("window.nextAfter"))
    assert people > 0 and page.faults == []
    measured("keys to rate one person", f"{keys / people:.1f} ({people} people)")
    assert keys <= KEYS_A_PERSON * people
    if waits:
        measured("next person after Enter", f"{statistics.median(waits):.0f} ms, slowest {max(waits):.0f} ms")
        assert statistics.median(waits) <= NEXT_WITHIN_MS


def can_be_rated(page: Any) -> bool:
    """Still open, and not the head of a unit whose achievement nobody has set yet."""
    is_open = page.locator(".ql a[aria-current] .st").inner_text() == "Sedang dinilai"
    return is_open and "belum ditetapkan" not in page.locator("[id^=putusan-]").inner_text()


def go_on(page: Any) -> int:
    """With J to the next person; one key."""
    was = page.locator(".qh h2").inner_text()
    page.keyboard.press("j")
    page.wait_for_function("was => document.querySelector('.qh h2')?.innerText !== was", arg=was)
    return 1


def more_open(page: Any) -> bool:
    """Whether anybody else in the list still waits for a rating."""
    words = page.locator(".ql li .st").all_inner_texts()
    return any(word.strip() in {"Belum dinilai", "Evaluasi diri masuk"} for word in words)


def press(page: Any, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def test_letters_typed_in_a_field_of_the_queue_are_letters(visit: Opened) -> None:
    page = visit("supervisor", "/nilai/")
    person = page.locator(".qh h2").inner_text()
    page.locator("textarea[name=note]").fill("")
    page.locator("textarea[name=note]").focus()
    page.keyboard.type("jks 123")
    assert page.locator("textarea[name=note]").input_value() == "jks 123"
    assert page.locator(".qh h2").inner_text() == person


def test_the_palette_opens_finds_and_goes(visit: Opened) -> None:
    page = visit("employee", "/hari-ini/")
    page.keyboard.press("Control+k")
    page.locator("dialog.pal[open] input").wait_for()
    page.keyboard.type("bukti")
    page.get_by_role("option", name="Bukti", exact=False).first.wait_for()
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/hari-ini/"))
    page.keyboard.press("Control+k")
    page.locator("dialog.pal[open] input").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog.pal[open]").wait_for(state="detached")
    assert page.faults == []


def test_the_first_key_leads_past_the_menu(visit: Opened) -> None:
    page = visit("employee", "/hari-ini/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Lewati ke isi")
    assert skip.evaluate("e => e === document.activeElement && e.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('main')")


def test_the_focus_goes_down_the_page_and_is_always_seen(visit: Opened) -> None:
    page = visit("employee", "/hari-ini/")
    page.locator("#isi").focus()
    stops: list[dict[str, Any]] = []
    while (stop := _next_stop(page))["inMain"] and len(stops) < 60:
        stops.append(stop)
    hidden = [stop["name"] for stop in stops if not (stop["ringed"] and stop["seen"])]
    assert len(stops) >= 5 and hidden == []
    for part in (False, True):
        tops = [stop["top"] for stop in stops if stop["inAside"] is part]
        assert all(below >= above - 60 for above, below in pairwise(tops))


def _next_stop(page: Any) -> Any:
    page.keyboard.press("Tab")
    return page.evaluate(RINGED)
