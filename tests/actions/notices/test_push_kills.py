"""Workers killed while they call a push service: nothing is lost; what comes twice replaces itself on the device."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from prestasi.notices.actions.devices import hash_of
from prestasi.notices.models import PushMessage, PushSubscription
from prestasi.notices.push import keys
from prestasi.notices.push.service import tag_of
from tests.actions.notices.pushes import Browser, PushServer, push_server
from tests.world import build_world

WORKER = """
import datetime as dt, django, time
django.setup()
from prestasi.notices.actions.push import push_messages, take_up_pushes
while True:
    take_up_pushes(after=dt.timedelta(milliseconds=300))
    push_messages()
    time.sleep(0.02)
"""


def messages(server: PushServer, browser: Browser, n: int) -> None:
    endpoint = f"{server.origin}/a"
    device = PushSubscription.objects.create(
        person=build_world().people["employee"], endpoint=endpoint, endpoint_hash=hash_of(endpoint),
        key_id=keys.key_id(), device_name="uji", **browser.keys(),
    )  # fmt: skip
    PushMessage.objects.bulk_create(
        PushMessage(
            subscription=device, kind="trial", body=f"uji {i}", url="/", effect_key=f"uji:{i}",
            expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1),
        )
        for i in range(n)
    )  # fmt: skip


def worker(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    given = {"PRESTASI_PUSH_LOOPBACK": "1", "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment | given)


def wait_for(is_done: object, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not is_done() and time.monotonic() < limit:  # type: ignore[operator]
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_message(database_environment: dict[str, str]) -> None:
    browser = Browser()
    with push_server(pause_s=0.05) as server:
        messages(server, browser, 12)
        first = worker(database_environment)
        wait_for(lambda: len(server.ledger) >= 3)
        first.send_signal(signal.SIGKILL)
        first.wait()
        second = worker(database_environment)
        wait_for(lambda: not PushMessage.objects.exclude(state="sent").exists())
        second.kill()
        second.wait()
        taken = Counter(said["tag"] for said in server.said(browser))
    assert set(taken) == {tag_of(f"uji:{i}") for i in range(12)}, "a message was lost"
    assert sum(taken.values()) <= 13, "more came twice than workers died"
