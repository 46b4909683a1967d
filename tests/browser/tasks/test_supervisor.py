"""Tasks of a supervisor, each within its budget. The tasks of a queue are counted from the queue, per person."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urljoin

from tests.browser.tasks.conftest import Begin, BeginAs, Within
from tests.browser.tasks.hands import Hands

RECEIPT = "**/bukti-terima/**"
PEOPLE = 5


def test_s1_reads_what_is_new_of_the_team(begin_as: BeginAs, within: Within) -> None:
    hands, _ = begin_as("team_reader", "/bacaan/")
    page = hands.page
    read = 0
    while read < PEOPLE and page.get_by_role("button", name="Sudah dibaca, lanjut").count():
        was = page.locator(".qh h2").inner_text()
        if hands.by_keys:
            page.wait_for_function("() => document.querySelector('[data-queue]').contains(document.activeElement)")
            hands.key(" ")
        else:
            hands.press("button", "Sudah dibaca, lanjut")
        page.wait_for_function("was => document.querySelector('.qh h2')?.innerText !== was", arg=was)
        read += 1
    assert read >= 3, "a team that was busy"
    within(hands, read, 0)


def test_s2_agrees_to_a_plan_in_the_queue(begin_as: BeginAs, within: Within) -> None:
    hands, _ = begin_as("plan_approver", "/tinjau/p{about}/")
    page = hands.page
    page.locator(".qb li").first.wait_for()
    hands.press("button", "Sepakati")
    page.wait_for_url(RECEIPT)
    within(hands, 1, 0)


def test_s3_records_a_dialogue_with_three_agreements(begin_as: BeginAs, within: Within) -> None:
    hands, talk = begin_as("recorder")
    hands.menu("Dialog kinerja")
    page = hands.page
    page.wait_for_url("**/dialog/")
    hands.activate(page.locator(f"main a[href='/dialog/{talk.about}/']").first, "the dialogue")
    texts = page.locator("#catat fieldset [name$=text]")
    for number, words in enumerate(("Kirim rekap tiap pekan", "Lampirkan daftar hadir", "Ikut pelatihan pencatatan")):
        hands.give(texts.nth(number), words)
    hands.press("button", "Simpan dan konfirmasi")
    page.wait_for_url(RECEIPT)
    within(hands, 4, 3)


def test_s4_rates_results_and_behaviour(begin_as: BeginAs, within: Within) -> None:
    """Two activations a result; nothing has to be written for what is as expected."""
    hands, _ = begin_as("rater", "/nilai/")
    rows, person = at_the_queue(hands)
    for number in range(rows.count()):
        rate(hands, rows.nth(number), "2")
    within_the_queue(hands, within, 2 * rows.count(), 0, person)


def test_s4_rates_one_result_above_the_expectation(begin_as: BeginAs, within: Within) -> None:
    """Its evidence is opened from the row, and one reason is given."""
    hands, _ = begin_as("rater", "/nilai/")
    rows, person = at_the_queue(hands)
    proved = next(n for n in range(rows.count()) if rows.nth(n).locator("a.ev").count())
    for number in range(rows.count()):
        rate(hands, rows.nth(number), "1" if number == proved else "2")
    hands.activate(rows.nth(proved).locator("a.ev"), "the evidence of the result")
    hands.page.locator("#bukti-dibuka :is(img, a, dl, p)").first.wait_for()
    hands.give(rows.nth(proved).get_by_label("Alasan"), "Melampaui target dua bulan lebih awal, menurut bukti rekap.")
    if hands.by_keys:
        hands.page.keyboard.press("Tab")  # out of the sentence, where letters are letters
    within_the_queue(hands, within, 2 * rows.count(), 1, person)


def at_the_queue(hands: Hands) -> tuple[Any, str]:
    """The rows of the person who is to be rated, and the name."""
    page = hands.page
    page.locator(".qh h2").wait_for()
    if hands.by_keys:
        page.wait_for_function("() => document.querySelector('[data-queue]').contains(document.activeElement)")
    return page.locator("#lembar .rt").first.locator("li[data-row]"), page.locator(".qh h2").inner_text()


def within_the_queue(hands: Hands, within: Within, clicks: int, fields: int, person: str) -> None:
    """The rest as expected, kept, and the next person stands there."""
    page = hands.page
    rest(hands)
    page.locator("[id^=putusan-]").get_by_text("7 dari 7 nilai terisi").wait_for()
    if hands.by_keys:
        page.wait_for_function("() => document.activeElement.textContent.includes('Simpan')")
        hands.key("Enter")
    else:
        hands.press("button", "Simpan, lanjut")
    page.wait_for_function(
        "was => document.querySelector('.qh h2')?.innerText !== was || document.querySelector('[data-errs]')",
        arg=person,
    )
    assert page.locator("[data-errs]").all_inner_texts() == []
    within(hands, clicks, fields)


def rate(hands: Hands, row: Any, rating: str) -> None:
    """One key, or one press on the label of the rating."""
    if hands.by_keys:
        hands.key(rating)
    else:
        hands.choose(row.locator(f"input[type=radio][value='{rating}']"), f"rating {rating}")


def rest(hands: Hands) -> None:
    """Everything of behaviour that was not seen otherwise is as expected."""
    if hands.by_keys:
        hands.page.wait_for_timeout(500)
        hands.key("s")
    else:
        hands.press("button", "sisanya sesuai")


def test_s5_sees_the_risks_of_the_team(begin: Begin, within: Within) -> None:
    hands = begin("supervisor", "/tim/")
    words = hands.page.locator("main").inner_text()
    assert "perlu perhatian" in words and "hasil tertinggal" in words and "dialog" in words
    within(hands, 0, 0)


def test_s6_delegates_while_away(begin: Begin, within: Within) -> None:
    hands = begin("supervisor")
    hands.menu("Delegasi")
    page = hands.page
    page.wait_for_url("**/delegasi/")
    hands.give(page.get_by_role("radio", name="Larasati Yasa Teladan"), "Larasati Yasa Teladan")
    hands.give_date(page.locator("[name=last_on]"), dt.date.today() + dt.timedelta(days=6))
    hands.give(page.locator("[name=reason]"), "Cuti tahunan")
    hands.press("button", "Usulkan delegasi")
    page.wait_for_url(RECEIPT)
    within(hands, 3, 3)
    withdraw(hands)


def withdraw(hands: Hands) -> None:
    """The next run finds no delegation of these days; outside the count."""
    hands.page.goto(hands.page.url.split("/bukti-terima/")[0] + "/delegasi/")
    hands.page.get_by_role("button", name="Akhiri").or_(hands.page.get_by_role("button", name="Tarik")).first.click()
    hands.page.wait_for_load_state()


def test_s7_recognises_somebody_from_evidence(begin: Begin, within: Within) -> None:
    hands = begin("supervisor")
    hands.menu("Antrean tinjau" if not hands.is_phone else "Tinjau")
    page = hands.page
    page.wait_for_url("**/tinjau/")
    reports = page.get_by_role("region", name="Daftar antrean").locator("a[href*='/tinjau/r']")
    page.goto(urljoin(page.url, reports.first.get_attribute("href")))  # plans come first; the task begins at a report
    hands.press("link", "Apresiasi dari bukti ini")
    page.wait_for_url("**/apresiasi/")
    hands.give(page.get_by_label("Akuntabel"), "Akuntabel")
    hands.give(page.locator("main textarea").first, "Rekapnya datang sebelum batas dan dapat ditelusuri ke sumbernya.")
    hands.press("button", "Kirim apresiasi")
    page.wait_for_url(RECEIPT)
    within(hands, 3, 2)


def test_s8_corrects_the_hierarchy(begin: Begin, within: Within) -> None:
    hands = begin("supervisor")
    hands.menu("Tim saya" if not hands.is_phone else "Tim")
    page = hands.page
    page.wait_for_url("**/tim/")
    name = {"phone": "Mega Amarta", "desk": "Mahesa Aji", "keys": "Dewi Nusa"}[hands.way]
    hands.activate(
        page.get_by_role("row", name=name).get_by_role("link", name="Bukan bawahan saya"), "Bukan bawahan saya"
    )
    page.get_by_text("Akibatnya pada rencana").wait_for()
    hands.give_date(page.locator("main input[type=date]").first, dt.date(2026, 11, 2))
    hands.give(page.locator("main form textarea").first, "Sejak 2 November bertugas di puskesmas lain.")
    hands.press("button", "Kirim permintaan")
    page.wait_for_url(RECEIPT)
    within(hands, 3, 2)
