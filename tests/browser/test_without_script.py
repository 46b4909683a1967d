"""A browser without scripts: signing in, reporting with a photo, reviewing, rating, and everything public."""

from __future__ import annotations

from pathlib import Path

import pytest

from prestasi.accounts.demo import DEMO_PASSWORD
from tests.browser.conftest import Opened
from tests.browser.photo import photo


def test_signing_in_with_number_and_password(visit: Opened) -> None:
    page = visit("", "/masuk/", java_script_enabled=False)
    number = page.locator("form", has=page.get_by_role("button", name="Pegawai: Masuk")).locator("[name=username]")
    page.get_by_label("NIP atau surel").fill(number.get_attribute("value"))
    page.get_by_label("Kata sandi", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).first.click()
    page.wait_for_url("**/hari-ini/")


def test_a_wrong_password_is_refused_in_words(visit: Opened) -> None:
    page = visit("", "/masuk/", java_script_enabled=False)
    page.get_by_label("NIP atau surel").fill("199308172019032001")
    page.get_by_label("Kata sandi", exact=True).fill("bukan kata sandinya")
    page.get_by_role("button", name="Masuk", exact=True).first.click()
    assert page.get_by_role("alert").inner_text().strip()


def test_reporting_progress_with_a_photo(visit: Opened, tmp_path: Path) -> None:
    page = visit("employee", "/capaian/catat/", java_script_enabled=False)
    page.locator("input[name=value]").fill("3")
    page.locator("input[type=file]").first.set_input_files(photo(tmp_path, "kegiatan.jpg"))
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/bukti-terima/**")
    assert "Sidik cocok" in page.locator("main").inner_text()


def test_accepting_a_report(visit: Opened) -> None:
    page = visit("supervisor", "/tinjau/", java_script_enabled=False)
    page.locator(".ql a[href*='/tinjau/r']").first.click()
    waiting = page.locator(".ql li").count()
    page.get_by_role("button", name="Terima, lanjut").click()
    assert page.locator(".ql li").count() == waiting - 1


def test_saving_a_rating(visit: Opened) -> None:
    page = visit("supervisor", "/nilai/", java_script_enabled=False)
    page.locator(".ql li", has_text="Baik").locator("a").first.click()
    name = page.locator(".qh h2").inner_text()
    for row in page.locator("#lembar .rt").first.locator("li[data-row]").all():
        row.get_by_text("Sesuai", exact=False).first.click()
    page.get_by_role("button", name="sisanya sesuai").click()
    page.get_by_role("button", name="Simpan, lanjut").click()
    assert "?urungkan=" in page.url
    assert "Baik" in page.locator(".ql li", has_text=name).inner_text()


@pytest.mark.parametrize(
    "path", ["/", "/cara-kami-menilai/", "/bukti-terima/", "/situs-resmi/", "/angka/i-slm-stunting/"]
)
def test_public_pages_need_no_script(visit: Opened, path: str) -> None:
    page = visit("", path, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).is_visible()
    assert len(page.locator("main").inner_text()) > 100
