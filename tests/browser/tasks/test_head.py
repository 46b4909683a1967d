"""Tasks of the head of an agency, each within its budget of activations and values."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

from tests.browser.tasks.conftest import Begin, BeginAs, Within

RECEIPT = "**/bukti-terima/**"


def test_o1_knows_the_agency_today(begin: Begin, within: Within) -> None:
    hands = begin("unit_head", "/dasbor/")
    page = hands.page
    words = page.locator("main").inner_text()
    assert "target" in words and "Tertahan oleh" in words and "Langsung, diperbarui" in words
    assert page.get_by_role("button", name="Jeda").is_visible()
    within(hands, 0, 0)


def test_o2_cascades_a_goal_to_a_unit(begin: Begin, within: Within) -> None:
    """The receivers get it as a result of their own; two values: which posts, which unit."""
    hands = begin("unit_head")
    hands.menu("Pohon kinerja" if not hands.is_phone else "Pohon")
    page = hands.page
    page.wait_for_url("**/pohon-kinerja/")
    number = ["phone", "desk", "keys"].index(hands.way)
    hands.activate(page.get_by_role("link", name=re.compile("^Bagikan")).nth(number), "Bagikan")
    page.wait_for_url("**/bagikan/**")
    unit = ("Puskesmas Moyudan", "Puskesmas Seyegan", "Puskesmas Minggir")[number]
    hands.give(page.locator("main form select").nth(1), "Jabatan Fungsional")
    hands.give(page.locator("main form select").nth(2), f"Klaster Ibu dan Anak {unit}")
    hands.press("button", "Saring")
    page.wait_for_url("**unit=*")
    hands.press("button", "Bagikan")
    page.wait_for_url(RECEIPT)
    within(hands, 5, 2)


def test_o3_changes_a_rating_in_calibration(begin: Begin, within: Within) -> None:
    """Counted from the person the session is at: another rating, its reason, kept."""
    hands = begin("unit_head", "/kalibrasi/1/")
    page = hands.page
    number = ["phone", "desk", "keys"].index(hands.way)
    page.goto(page.locator("main th a[href*='#orang']").nth(3 + number).evaluate("a => a.href"))
    sheet = page.locator("#orang")
    hands.choose(sheet.locator("form input[type=radio][name*=result][value='2']"), "hasil kerja sesuai")
    hands.give(sheet.get_by_label("Alasan perubahan"), "Capaiannya setara dengan tiga rekan yang dinilai sesuai.")
    hands.press("button", "Simpan perubahan")
    page.get_by_text("Perubahan tersimpan").first.wait_for()
    within(hands, 2, 1)


def test_o4_determines_the_results_of_the_unit(begin_as: BeginAs, within: Within) -> None:
    """The exceptions are read first; one value, the code of the authenticator; a second person releases them."""
    hands, head = begin_as("determiner")
    hands.menu("Penetapan unit")
    page = hands.page
    page.wait_for_url("**/penetapan/")
    hands.activate(page.locator(f"main a.link[href^='/penetapan/{head.about}/']").first, "the unit")
    page.get_by_role("heading", name="Pengecualian").wait_for()
    hands.give(page.get_by_label("Kode faktor kedua"), code_now(head.given))
    hands.press("button", "Ajukan", exact=True)
    page.get_by_text("Orang kedua menetapkannya").first.wait_for()
    within(hands, 3, 1)


def code_now(secret: str) -> str:
    """What an authenticator shows, RFC 6238: six digits of the half minute."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
