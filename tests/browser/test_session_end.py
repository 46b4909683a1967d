"""A session that ends takes nothing with it: it warns, one key prolongs it, and what was sent too late is kept."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import DESK, sign_in, window
from tests.browser.site import Site

EIGHT_HOURS_MS = 8 * 3600 * 1000


def signed_in(browser: Any, site: Site, role: str, **more: Any) -> Any:
    page = window(browser, None, DESK, **more).new_page()
    sign_in(page, site, role)
    return page


def test_two_minutes_before_the_end_one_key_prolongs(browser: Any, site: Site) -> None:
    page = signed_in(browser, site, "employee")
    page.clock.install()
    page.goto(site.at("/umpan-balik/"))
    page.route("**/sesi/", lambda r: r.fulfill(json={"left": 118}))
    page.clock.fast_forward(EIGHT_HOURS_MS - 119_000)
    warned = page.get_by_role("dialog", name="Sesi Anda segera berakhir")
    warned.wait_for()
    with page.expect_response("**/sesi/perpanjang/") as prolonged:
        page.keyboard.press("Enter")
    assert 28_000 < prolonged.value.json()["left"] <= 28_800
    warned.wait_for(state="hidden")
    page.context.close()


def test_a_form_sent_after_the_end_is_there_after_signing_in(browser: Any, site: Site) -> None:
    for scripts in (True, False):
        page = signed_in(browser, site, "supervisor", java_script_enabled=scripts)
        page.goto(site.at("/umpan-balik/"))
        page.locator("aside a[href*='/umpan-balik/']").first.click()
        text = f"Laporannya rapi dan datang sebelum batas ({scripts})."
        page.locator("main textarea").first.fill(text)
        kept = [c for c in page.context.cookies() if "ses" not in c["name"]]
        page.context.clear_cookies()
        page.context.add_cookies(kept)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url("**/masuk/**")
        page.get_by_role("button", name="Pejabat penilai: Masuk").click()
        page.wait_for_url("**/isian/")
        assert text in page.locator("main").inner_text()
        page.get_by_role("button", name="Kirim lagi").click()
        page.wait_for_url(lambda url: "/isian/" not in url)
        assert "/bukti-terima/" in page.url or text in page.content()
        page.context.close()


def test_another_person_never_sees_what_was_caught(browser: Any, site: Site) -> None:
    page = signed_in(browser, site, "supervisor", java_script_enabled=False)
    page.goto(site.at("/umpan-balik/"))
    page.locator("aside a[href*='/umpan-balik/']").first.click()
    page.locator("main textarea").first.fill("Hanya untuk penulisnya.")
    kept = [c for c in page.context.cookies() if "ses" not in c["name"]]
    page.context.clear_cookies()
    page.context.add_cookies(kept)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/masuk/**")
    page.get_by_role("button", name="Pegawai: Masuk").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)
    page.goto(site.at("/isian/"))
    assert "Hanya untuk penulisnya." not in page.content()
    assert "Tidak ada isian" in page.locator("main").inner_text()
    page.context.close()
