"""Catat capaian without a line: written on the phone, kept sealed, sent exactly once, and no page about people kept."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Opened, sign_in, window
from tests.browser.site import Site

ROUNDS = int(os.environ.get("E2E_OFFLINE_ROUNDS", "20"))
FORM = "/capaian/catat/"
READY = "form[data-draft][data-ready]"
KEPT = "[data-drafts] [data-draft]"


@pytest.fixture
def phone(browser: Any, site: Site) -> Any:
    """A phone of its own on which Sekar has signed in and opened the form once; the worker has the shell."""
    context = window(browser, None, PHONE)
    page = context.new_page()
    sign_in(page, site, "employee")
    page.goto(site.at(FORM))
    page.locator(READY).wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    yield page
    context.close()


def count(page: Any, site: Site) -> int:
    """Reports of the own trail, from its download."""
    page.goto(site.at("/unduh/jejak-saya/"))
    token = page.locator("form[method=post] [name=csrfmiddlewaretoken]").last.get_attribute("value")
    form = {"csrfmiddlewaretoken": token, "file_format": "csv"}
    answer = page.request.post(site.at("/unduh/jejak-saya/"), form=form, headers={"Referer": site.url})
    return int(answer.text().count(";Capaian dicatat;"))


def write(page: Any, value: str, note: str) -> None:
    page.locator("input[name=value]").fill(value)
    page.locator("textarea[name=note]").fill(note)


def kept_on_device(page: Any) -> str:
    """Everything in every cache of this site, as text, and the raw rows of the safe."""
    return str(page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) {
                const box = await caches.open(name);
                for (const request of await box.keys()) {
                    const answer = await box.match(request);
                    found.push(new URL(request.url).pathname);
                    if (/html|json/.test(answer.headers.get("content-type"))) found.push(await answer.text());
                }
            }
            const base = await new Promise(ok => { const r = indexedDB.open("prestasi", 1); r.onsuccess = () => ok(r.result) });
            const rows = await new Promise(ok => { const r = base.transaction("draf").objectStore("draf").getAll(); r.onsuccess = () => ok(r.result) });
            const text = row => new TextDecoder().decode(row.box) + JSON.stringify({ ...row, box: 0, iv: 0 });
            return found.join("\\n") + rows.map(text).join("\\n") + JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
        }"""
    ))  # fmt: skip


def test_written_without_a_line_tab_killed_sent_once(phone: Any, site: Site) -> None:
    """Every round: no line, write, send, kill the tab, open again, line back: one more report, never two."""
    context, before = phone.context, count(phone, site)
    for turn in range(ROUNDS):
        context.set_offline(True)
        phone.goto(site.at(FORM))
        phone.locator(READY).wait_for()
        write(phone, str(turn + 1), f"Luring putaran {turn}")
        phone.get_by_role("button", name="Simpan dan kirim nanti").click()
        phone.locator(KEPT).wait_for()
        assert "Tersimpan di ponsel ini, belum dikirim" in phone.locator(KEPT).inner_text()
        phone.close()
        phone = context.new_page()
        phone.goto(site.at(FORM))
        phone.locator(KEPT).wait_for()
        context.set_offline(False)
        phone.locator("#terkirim").wait_for()
        assert phone.locator(KEPT).count() == 0
    assert count(phone, site) == before + ROUNDS


def test_a_line_that_breaks_while_sending_does_not_make_two(phone: Any, site: Site) -> None:
    """The server has the report but its answer is lost: the second sending gets the first receipt."""
    before = count(phone, site)
    phone.goto(site.at(FORM))
    phone.locator(READY).wait_for()
    lost: list[str] = []

    def answered_then_lost(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            route.fetch()
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    phone.route("**/capaian/catat/", answered_then_lost)
    write(phone, "7", "Jawaban hilang di jalan")
    phone.get_by_role("button", name="Kirim", exact=True).click()
    phone.locator(KEPT).wait_for()
    assert lost
    phone.get_by_role("button", name="Kirim sekarang").click()
    phone.locator("#terkirim").wait_for()
    assert count(phone, site) == before + 1


def test_typing_survives_a_killed_tab(phone: Any, site: Site) -> None:
    write(phone, "12", "Belum selesai menulis")
    phone.locator(".saved output", has_text="Tersimpan di ponsel ini").wait_for()
    context = phone.context
    phone.close()
    context.set_offline(True)
    page = context.new_page()
    page.goto(site.at(FORM))
    page.locator(READY).wait_for()
    assert page.locator("textarea[name=note]").input_value() == "Belum selesai menulis"
    assert page.locator("input[name=value]").input_value() == "12"
    context.set_offline(False)


def test_a_refused_report_says_why_and_can_be_corrected(phone: Any, site: Site) -> None:
    context, before = phone.context, count(phone, site)
    context.set_offline(True)
    phone.goto(site.at(FORM))
    phone.locator(READY).wait_for()
    write(phone, "banyak", "Angkanya belum ada")
    phone.get_by_role("button", name="Simpan dan kirim nanti").click()
    phone.locator(KEPT).wait_for()
    context.set_offline(False)
    refused = phone.locator("[data-draft=tolak]")
    refused.wait_for()
    assert re.search("Ditolak: .*angka", refused.inner_text())
    refused.get_by_role("button", name="Buka").click()
    assert phone.locator("textarea[name=note]").input_value() == "Angkanya belum ada"
    phone.locator("input[name=value]").fill("9")
    phone.locator("form[data-draft] button[type=submit]").click()
    phone.wait_for_url("**/bukti-terima/**")
    assert count(phone, site) == before + 1


def test_no_page_about_people_is_kept(phone: Any, site: Site) -> None:
    for path in ("/hari-ini/", "/rencana/", "/bukti/", "/hasil/", "/pegawai/saya/", FORM):
        phone.goto(site.at(path))
    phone.locator(READY).wait_for()
    write(phone, "5", "Catatan rahasia uji")
    phone.locator(".saved output", has_text="Tersimpan di ponsel ini").wait_for()
    kept = kept_on_device(phone)
    assert "/luring/catat/" in kept and "prestasi." in kept
    for secret in ("Sekar", "Catatan rahasia uji", "/hari-ini/\n", "/hasil/\n", "/pegawai/"):
        assert secret not in kept
    phone.context.set_offline(True)
    phone.goto(site.at("/hasil/"))
    assert "Anda sedang luring" in phone.locator("main").inner_text()
    phone.context.set_offline(False)


def test_signing_out_empties_the_safe_after_a_word(phone: Any, site: Site) -> None:
    phone.context.set_offline(True)
    phone.goto(site.at(FORM))
    phone.locator(READY).wait_for()
    write(phone, "3", "Akan dihapus")
    phone.get_by_role("button", name="Simpan dan kirim nanti").click()
    phone.locator(KEPT).wait_for()
    phone.context.route("**/capaian/catat/", lambda r: r.abort() if r.request.method == "POST" else r.continue_())
    phone.context.set_offline(False)
    phone.goto(site.at("/menu/"))
    sign_out = phone.get_by_role("button", name="Keluar").first
    sign_out.click()
    assert "belum dikirim" in phone.locator("#keluar").inner_text()
    sign_out.click()
    phone.wait_for_url("**/masuk/**")
    rows = phone.evaluate(
        """async () => { const base = await new Promise(ok => { const r = indexedDB.open("prestasi", 1); r.onsuccess = () => ok(r.result) });
        return Promise.all(["kunci", "draf"].map(n => new Promise(ok => { const r = base.transaction(n).objectStore(n).count(); r.onsuccess = () => ok(r.result) }))) }"""
    )
    assert rows == [0, 0]


def test_the_manifest_can_be_installed(visit: Opened, site: Site) -> None:
    page = visit("employee", "/hari-ini/")
    told = json.loads(page.request.get(site.at("/prestasi.webmanifest")).text())
    assert told["display"] == "standalone" and {i["sizes"] for i in told["icons"]} >= {"192x192", "512x512"}
    for icon in told["icons"]:
        assert page.request.get(site.at(icon["src"])).status == 200
    worker = page.request.get(site.at("/pekerja.js"))
    assert worker.headers["service-worker-allowed"] == "/" and "no-cache" in worker.headers["cache-control"]
    assert len(worker.text().splitlines()) < 80


def test_the_form_works_where_no_worker_may_run(browser: Any, site: Site) -> None:
    context = window(browser, None, PHONE, service_workers="block")
    page = context.new_page()
    sign_in(page, site, "employee")
    page.goto(site.at(FORM))
    write(page, "4", "Tanpa pekerja")
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.wait_for_url("**/bukti-terima/**")
    context.close()
