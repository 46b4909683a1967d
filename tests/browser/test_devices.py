"""News on a device: on at a press, a trial that arrives sealed, a message that opens its page, off at signing out.

The browser's own push service is outside; its place takes one of ours, and what it takes is handed to the real worker.
"""

from __future__ import annotations

import json
from typing import Any

from tests.actions.notices.pushes import Browser, PushServer, push_server
from tests.browser.conftest import DESK, sign_in, window
from tests.browser.site import Site

PAGE = "/pemberitahuan/pilihan/"
STUB = """
const kept = () => JSON.parse(localStorage.getItem("uji") || "null");
const told = data => data && ({
  endpoint: data.endpoint, options: { applicationServerKey: Uint8Array.from(data.key).buffer },
  toJSON: () => ({ endpoint: data.endpoint, keys: data.keys }),
  unsubscribe: async () => { localStorage.removeItem("uji"); return true; },
});
PushManager.prototype.getSubscription = async () => told(kept());
PushManager.prototype.subscribe = async options => {
  localStorage.setItem("uji", JSON.stringify({ ...GIVEN, key: [...options.applicationServerKey] }));
  return told(kept());
};
"""
DEVICES = "[data-devices]"


def stub(server: PushServer, browser: Browser) -> str:
    keys = browser.keys()
    given = {"endpoint": f"{server.origin}/a", "keys": {"p256dh": keys["public_key"], "auth": keys["auth"]}}
    return f"const GIVEN = {json.dumps(given)};{STUB}"


def deliver(page: Any, site: Site, data: dict[str, str]) -> list[dict[str, Any]]:
    """Let the browser hand a message to the worker; what it shows then."""
    cdp = page.context.new_cdp_session(page)
    found: list[str] = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda e: found.extend(r["registrationId"] for r in e["registrations"]),
    )
    cdp.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    message = {"origin": site.url, "registrationId": found[0], "data": json.dumps(data)}
    cdp.send("ServiceWorker.deliverPushMessage", message)
    shown: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const line = await navigator.serviceWorker.ready;
            for (let n = 0; n < 40; n++) {
                const all = await line.getNotifications();
                if (all.length) return all.map(x => ({ title: x.title, body: x.body, tag: x.tag, url: x.data.url }));
                await new Promise(ok => setTimeout(ok, 50));
            }
            return [];
        }"""
    )
    return shown


def arrived(page: Any, server: PushServer, receiver: Browser) -> dict[str, str]:
    """The one message that the installation's worker sent, opened."""
    for _n in range(150):
        if server.ledger:
            break
        page.wait_for_timeout(100)
    [said] = server.said(receiver)
    return said


def test_on_a_trial_that_arrives_and_off_at_signing_out(browser: Any, site: Site) -> None:
    receiver = Browser()
    with push_server() as server:
        context = window(browser, None, DESK)
        context.grant_permissions(["notifications"], origin=site.url)
        context.add_init_script(stub(server, receiver))
        page = context.new_page()
        sign_in(page, site, "employee")
        page.goto(site.at(PAGE))
        page.get_by_role("button", name="Nyalakan di perangkat ini").click()
        page.get_by_text("Menyala di perangkat ini.", exact=True).wait_for()
        assert page.locator(f"{DEVICES} [data-here]:visible").count() == 1
        page.get_by_role("button", name="Kirim kabar percobaan").click()
        said = arrived(page, server, receiver)
        assert deliver(page, site, said) == [{
            "title": "Prestasi", "body": "Kabar percobaan: perangkat ini siap.", "tag": said["tag"], "url": PAGE,
        }]  # fmt: skip
        page.goto(site.at("/hari-ini/"))
        with page.expect_response("**/pemberitahuan/perangkat/mati/") as turned_off:
            page.locator("form[action*='keluar'] button").first.evaluate("b => b.form.requestSubmit()")
        assert turned_off.value.status == 204
        page.wait_for_url(lambda url: "/hari-ini/" not in url)
        assert page.evaluate("localStorage.getItem('uji')") is None
        sign_in(page, site, "employee")
        page.goto(site.at(PAGE))
        page.get_by_text("Mati di perangkat ini.", exact=True).wait_for()
        assert page.locator(f"{DEVICES} [data-here]:visible").count() == 0
        context.close()


def test_a_browser_that_was_told_no_says_how_to_change_it(browser: Any, site: Site) -> None:
    context = window(browser, None, DESK)
    page = context.new_page()
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    sign_in(page, site, "employee")
    page.goto(site.at(PAGE))
    page.get_by_text("diblokir di peramban").wait_for()
    assert page.get_by_role("button", name="Nyalakan di perangkat ini").count() == 0
    context.close()
