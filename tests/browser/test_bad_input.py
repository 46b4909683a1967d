"""What people do by mistake: it is said in words, nothing is half-saved, and what they typed stays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Opened
from tests.browser.photo import disguised, huge, photo

NOTE = "Dua posyandu digabung karena hujan."


def test_words_in_the_field_for_a_number(visit: Opened) -> None:
    page = visit("employee", "/capaian/catat/")
    page.locator("input[name=value]").fill("banyak sekali")
    page.locator("textarea[name=note]").fill(NOTE)
    send(page)
    assert "angka" in page.get_by_role("alert").inner_text()
    assert page.locator("input[name=value]").input_value() == "banyak sekali"
    assert page.locator("textarea[name=note]").input_value() == NOTE


@pytest.mark.parametrize("make", [huge, disguised], ids=["50 MB", "a program named .jpg"])
def test_files_that_cannot_be_evidence(visit: Opened, tmp_path: Path, make: Any) -> None:
    page = visit("employee", "/capaian/catat/")
    before = reports(visit)
    page.locator("input[name=value]").fill("4")
    page.locator("input[type=file]").last.set_input_files(make(tmp_path))
    page.locator("[data-files] li").wait_for()
    send(page)
    said = page.get_by_role("alert").inner_text()
    assert re.search(r"MB|bukan|jenis|berkas", said, re.IGNORECASE)
    assert page.locator("input[name=value]").input_value() == "4"
    assert reports(visit) == before


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without script"])
def test_pressed_twice_is_one_receipt(visit: Opened, tmp_path: Path, scripts: bool) -> None:
    before = reports(visit)
    page = visit("employee", "/capaian/catat/", java_script_enabled=scripts)
    page.locator("input[name=value]").fill("5")
    page.locator("input[type=file]").first.set_input_files(photo(tmp_path))
    page.get_by_role("button", name="Kirim").dblclick()
    page.wait_for_url("**/bukti-terima/**")
    assert len(reports(visit) - before) == 1


def test_going_back_and_sending_again_is_still_one_receipt(visit: Opened) -> None:
    page = visit("employee", "/capaian/catat/")
    page.locator("input[name=value]").fill("6")
    send(page)
    page.wait_for_url("**/bukti-terima/**")
    before = reports(visit)
    page.go_back()
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_load_state()
    assert reports(visit) == before


def test_two_windows_that_save_the_same_rating_are_compared(visit: Opened) -> None:
    first = visit("supervisor", "/nilai/")
    first.locator(".ql li", has_text=re.compile("Baik|Sangat baik")).locator("a").first.click()
    first.wait_for_url(re.compile(r"/nilai/\d+/"))
    second = visit("supervisor", urlsplit(first.url)._replace(scheme="", netloc="").geturl())
    first.locator("textarea[name=note]").fill("Kalimat dari jendela pertama.")
    second.locator("textarea[name=note]").fill("Kalimat dari jendela kedua.")
    first.get_by_role("button", name="Simpan, lanjut").click()
    first.get_by_text("Penilaian tersimpan").wait_for()
    second.get_by_role("button", name="Simpan, lanjut").click()
    compared = second.locator("[data-conflict]")
    compared.wait_for()
    words = compared.inner_text()
    assert "Kalimat dari jendela pertama." in words and "Kalimat dari jendela kedua." in words
    assert second.locator("textarea[name=note]").input_value() == "Kalimat dari jendela kedua."
    second.get_by_role("button", name="Simpan, lanjut").click()
    second.get_by_text("Penilaian tersimpan").wait_for()


def send(page: Any) -> None:
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_load_state()


def reports(visit: Opened) -> set[str]:
    """Numbers of the receipts of the employee's newest reports."""
    page = visit("employee", "/jejak-saya/")
    lines = page.locator("main tr", has_text="Capaian dicatat").all_inner_texts()
    return set(re.findall(r"PR-\d{4}-\d+", "\n".join(lines)))
