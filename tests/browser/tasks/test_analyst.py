"""Tasks of the HR analyst, each within its budget of activations and values."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from tests.browser.tasks.conftest import Begin, BeginAs, Within

RECEIPT = "**/bukti-terima/**"


def test_b1_prepares_a_period_for_the_second_person(begin: Begin, within: Within) -> None:
    hands = begin("analyst")
    hands.menu("Periode dan aturan" if not hands.is_phone else "Periode")
    page = hands.page
    page.wait_for_url("**/periode/")
    hands.activate(page.locator("main a[href='/periode/9/siapkan/']"), "Siapkan")
    page.wait_for_url("**/siapkan/")
    hands.press("button", "Simulasikan")
    page.wait_for_url("**/pembukaan/**")
    ask = page.get_by_role("button", name="Ajukan")
    for _ in range(30):
        if ask.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    hands.press("button", "Ajukan")
    page.wait_for_url(RECEIPT)
    within(hands, 6, 4)
    page.go_back()
    page.get_by_role("button", name="Tarik").first.click()
    page.wait_for_load_state()


def test_b2_imports_from_a_sheet(begin_as: BeginAs, within: Within) -> None:
    """Its columns are known from the last time; one cell is wrong and is corrected in the list; then it is undone."""
    hands, desk = begin_as("import_desk")
    hands.menu("Impor data")
    page = hands.page
    page.wait_for_url("**/impor/")
    hands.file(page.locator("main input[type=file]"), desk.given)
    hands.press("button", "Unggah", exact=True)
    page.wait_for_url(re.compile(r"/impor/\d+/$"))
    address = page.url
    assert page.get_by_text("bukan alamat surel").first.is_visible(), "what is wrong with it"
    hands.give(page.locator("form.mend input[name=email]"), "pegawai.ketiga@contoh.go.id")
    hands.press("button", "Periksa lagi")
    changed = page.get_by_role("navigation", name="Keadaan baris").get_by_role("link", name="Berubah 3")
    changed.wait_for()
    assert page.locator("main ins", has_text="pegawai.ketiga@contoh.go.id").is_visible(), "what would change"
    hands.press("button", "Terapkan 3 baris")
    page.wait_for_url(RECEIPT)
    within(hands, 4, 3)
    undo(page, address)


def undo(page: Any, address: str) -> None:
    """In one step, outside the count; the next way finds the data as they were."""
    page.goto(address)
    page.get_by_role("link", name="Batalkan impor").click()
    page.get_by_label("Alasan pembatalan").fill("Lembar percobaan")
    page.get_by_role("button", name="Batalkan impor").click()
    page.wait_for_url(RECEIPT)


def test_b3_reconciles_with_siasn(begin: Begin, within: Within) -> None:
    """Counted from the list: one activation a difference, to take theirs, to keep ours, or to ask somebody."""
    hands = begin("analyst", "/siasn/selisih/")
    page = hands.page
    acts = ("Ambil SIASN", "Pertahankan", "Tanya")
    for act in acts:
        button = page.locator("#selisih tbody button", has_text=act).locator("visible=true").first
        row = button.evaluate("b => b.closest('tr').id")
        hands.activate(button, act)
        page.locator(f"#{row} a[href*='/bukti-terima/']").first.wait_for()
    within(hands, len(acts), 0)


def test_b4_reminds_the_late(begin: Begin, within: Within) -> None:
    hands = begin("analyst")
    hands.menu("Ruang kendali")
    page = hands.page
    page.wait_for_url("**/kendali/")
    step = {"phone": "nilai", "desk": "diri", "keys": "tetap"}[hands.way]
    hands.activate(page.locator(f"main td a[href*='langkah={step}']").first, f"the cell of {step}")
    hands.activate(page.get_by_role("button", name=re.compile(r"Kirim \d+ pengingat")), "Kirim pengingat")
    page.wait_for_url(RECEIPT)
    within(hands, 3, 0)


def test_b5_moves_a_unit(begin: Begin, within: Within) -> None:
    hands = begin("analyst")
    hands.menu("Unit kerja")
    page = hands.page
    page.wait_for_url("**/organisasi/")
    unit, to = {
        "phone": ("Kapanewon Gamping", "Sekretariat Daerah"),
        "desk": ("Kapanewon Godean", "Sekretariat Daerah"),
        "keys": ("Kapanewon Minggir", "Sekretariat Daerah"),
    }[hands.way]
    hands.activate(page.get_by_role("link", name=unit, exact=True).first, unit)
    hands.press("link", "Pindah", exact=True)
    page.wait_for_url("**/pindah/")
    fields = page.locator("main form .fld :is(input:not([type=hidden]), select)")
    hands.give(fields.nth(0), to)
    hands.give_date(page.locator("main form input[type=date]"), dt.date(2027, 1, 4))
    hands.give(page.locator("main form input[type=text]").last, "Perbup 9 Tahun 2026")
    hands.press("button", "Lihat akibatnya")
    page.get_by_text("Yang ikut terkena").wait_for()
    hands.press("button", "Pindah unit")
    page.wait_for_url(RECEIPT)
    within(hands, 5, 3)


def test_b7_recommends_in_an_objection(begin_as: BeginAs, within: Within) -> None:
    hands, _ = begin_as("objection_desk")
    hands.press("link", "Beri rekomendasi keberatan")
    page = hands.page
    page.get_by_text("Rekomendasi Anda").first.wait_for()
    hands.give(page.locator("main form select, main form input[type=radio]").first, "Tolak, hasil tetap")
    hands.give(
        page.locator("main form textarea").first, "Kedua pihak sudah didengar; bukti menguatkan penilaian semula."
    )
    hands.press("button", "Kirim dan undi")
    page.wait_for_url(RECEIPT)
    within(hands, 4, 2)


def test_b8_exports_a_report(begin: Begin, within: Within) -> None:
    hands = begin("analyst")
    hands.menu("Laporan")
    page = hands.page
    page.wait_for_url("**/laporan/")
    hands.press("link", "Pegawai", exact=True, inside=page.locator("main"))
    page.wait_for_url("**/laporan/templat/pegawai/")
    assert page.get_by_text("Sisa unduhan").first.is_visible(), "the quota"
    assert page.get_by_text("•••").first.is_visible(), "a masked preview"
    hands.give(
        page.locator("main form textarea, main form input[type=text]").first, "Penyusunan kebutuhan formasi 2027"
    )
    with page.expect_download() as got:
        hands.press("button", "Buat berkas")
    assert got.value.suggested_filename.endswith(".xlsx")
    within(hands, 4, 1)
