"""Tasks of an employee, each within its budget of activations and values."""

from __future__ import annotations

from pathlib import Path

from tests.browser.photo import photo
from tests.browser.tasks.conftest import Begin, BeginAs, Within

RECEIPT = "**/bukti-terima/**"


def test_g1_sees_what_is_due(begin: Begin, within: Within) -> None:
    hands = begin("employee")
    assert hands.page.get_by_text("Bima Rekaan").first.is_visible(), "the name of the superior"
    assert hands.page.locator("main .acts-list li").count() > 0
    assert hands.page.get_by_text("sisa", exact=False).first.is_visible(), "how long the period lasts"
    assert hands.page.locator("main a[href*='/bukti-terima/']").first.is_visible(), "the last receipt"
    within(hands, 0, 0)


def test_g2_writes_a_plan_of_four_results(begin_as: BeginAs, within: Within) -> None:
    """Three of last year are taken over with their indicators, targets and links; the fourth is written anew."""
    hands, _ = begin_as("draft_planner")
    hands.press("link", "Ajukan rencana kinerja")
    hands.press("link", "Lanjutkan rencana")
    hands.press("button", "Ambil semua")
    page = hands.page
    page.get_by_text("3 indikator").first.wait_for()
    hands.give(page.locator("main form textarea[name=text]"), "Laporan kinerja bagian terbit tanpa koreksi")
    hands.press("button", "Tambah hasil kerja")
    hands.press("link", "Laporan kinerja bagian terbit")
    hands.press("link", "Tambah indikator")
    hands.give(page.locator("main [name=name]"), "Laporan yang terbit tanpa koreksi")
    hands.give(page.locator("main [name=unit_of_measure]"), "laporan")
    hands.give(page.locator("main [name=target]"), "12")
    hands.press("button", "Simpan indikator")
    hands.press("link", "Atur tautan")
    hands.activate(
        page.locator("main form button", has_text="Langsung").locator("visible=true").first, "the superior's result"
    )
    hands.press("link", "Periksa dan ajukan")
    hands.press("button", "Ajukan rencana")
    page.wait_for_url(RECEIPT)
    within(hands, 12, 9)


def test_g3_reports_progress_with_a_photo(begin: Begin, within: Within, tmp_path: Path) -> None:
    hands = begin("employee")
    hands.press("link", "Catat capaian")
    page = hands.page
    page.locator("input[name=value]").wait_for()
    hands.give(page.locator("input[name=value]"), "12")
    hands.file(page.locator("input[type=file][capture]"), str(photo(tmp_path)))
    page.locator("[data-files] li").wait_for()
    hands.press("button", "Kirim")
    page.wait_for_url(RECEIPT)
    within(hands, 3, 2)


def test_g4_asks_for_a_dialogue(begin_as: BeginAs, within: Within) -> None:
    hands, _ = begin_as("dialogue_asker")
    hands.press("link", "Minta dialog")
    page = hands.page
    hands.tick(page.get_by_label("Hambatan"))
    assert page.locator("button[name=slot][value^='20']").count() == 3, "three free times of both"
    hands.activate(page.locator("button[name=slot]").first, "the first free time")
    page.wait_for_url(RECEIPT)
    within(hands, 3, 1)


def test_g5_asks_for_feedback(begin: Begin, within: Within) -> None:
    """Of a colleague from the same unit; a question may be written and need not."""
    hands = begin("employee")
    hands.menu("Umpan balik")
    page = hands.page
    page.wait_for_url("**/umpan-balik/")
    hands.press("link", "Minta umpan balik")
    page.get_by_role("heading", name="Minta kepada").wait_for()
    offered = page.url
    asked = page.locator("main .offers li").count()
    hands.activate(page.locator("main .offers button").first, "the first colleague")
    page.wait_for_url(RECEIPT)
    within(hands, 4, 2)
    page.goto(offered)
    assert page.locator("main .offers li").count() == asked - 1, "nobody is asked twice"


def test_g5_gives_feedback(begin: Begin, within: Within) -> None:
    hands = begin("employee")
    hands.menu("Umpan balik")
    page = hands.page
    page.wait_for_url("**/umpan-balik/")
    hands.press("link", "Rara Gemilang Fiktif")
    page.locator("textarea").first.wait_for()
    hands.give(
        page.locator("textarea").nth(0), "Menjelaskan jadwal imunisasi dengan tenang; ibu datang lagi tepat waktu."
    )
    hands.give(page.locator("textarea").nth(1), "Catat suhu lemari vaksin sebelum posyandu mulai.")
    assert page.get_by_text("Siapa yang melihat ini?").first.is_visible()
    hands.press("button", "Kirim", exact=True)
    page.wait_for_url(RECEIPT)
    within(hands, 4, 2)


def test_g6_assesses_the_own_period(begin_as: BeginAs, within: Within) -> None:
    hands, _ = begin_as("self_assessor")
    hands.press("link", "evaluasi diri")
    page = hands.page
    page.wait_for_url("**/evaluasi-diri/")
    names = page.locator("main form input[type=radio]").evaluate_all("all => [...new Set(all.map(e => e.name))]")
    for name in names:
        hands.give(page.locator(f"input[type=radio][name='{name}']").nth(1), "Sesuai")
    hands.give(page.locator("main textarea").first, "Dua bulan terakhir menunggu data dari bidang.")
    hands.press("button", "Kirim evaluasi diri")
    page.wait_for_url(RECEIPT)
    within(hands, 6, len(names) + 1)
    assert hands.fields <= 6


def test_g7_reads_the_result_and_objects(begin_as: BeginAs, within: Within, tmp_path: Path) -> None:
    hands, _ = begin_as("result_reader")
    hands.press("link", "Buka hasil")
    hands.press("button", "Buka hasil")
    page = hands.page
    page.locator(".pred").wait_for()
    assert page.locator("#mengapa").is_visible(), "the reasons are open without a click"
    hands.press("link", "Ajukan keberatan")
    page.wait_for_url("**/keberatan/ajukan/**")
    hands.tick(page.locator("main form input[type=checkbox]").nth(1))
    hands.give(
        page.locator("main textarea").first, "Realisasi bulan Juni belum dihitung; rekapitulasinya diunggah 29 Juni."
    )
    hands.file(page.locator("main input[type=file]").last, str(photo(tmp_path)))
    hands.press("button", "Kirim keberatan")
    page.wait_for_url(RECEIPT)
    within(hands, 5, 3)
