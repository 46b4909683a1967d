"""Workers killed in the middle of sending: nothing lost, few letters twice, and those with the same Message-ID.

The oracle is the ledger of the mail server, kept outside the killed processes.
"""

from __future__ import annotations

import datetime as dt
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from prestasi.notices import wording
from prestasi.notices.models import Letter
from tests.actions.notices.smtp import MailServer, mail_server
from tests.world import build_world

WORKER = """
import datetime as dt, django, time
django.setup()
from prestasi.notices.actions.post import post_letters, take_up_orphans
while True:
    take_up_orphans(after=dt.timedelta(milliseconds=300))
    post_letters()
    time.sleep(0.02)
"""


def letters(n: int) -> None:
    person = build_world().people["employee"]
    Letter.objects.bulk_create(
        Letter(
            person=person, kind="deadline", thread=f"uji:{i}", subject=f"Surat {i}", text="uji", effect_key=f"uji:{i}",
            message_id=wording.message_id(f"uji:{i}"),
        )
        for i in range(n)
    )  # fmt: skip


def worker(environment: dict[str, str], server: MailServer) -> subprocess.Popen[bytes]:
    given = environment | {
        "PRESTASI_EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}", "PYTHONPATH": "src",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", WORKER], env=given)


def kill_over_and_over(environment: dict[str, str], server: MailServer, times: int) -> None:
    """Kill -9 after each has sent a little; each new one goes on where the dead one stopped."""
    dice = random.Random(20261008)
    for _ in range(times):
        running, before = worker(environment, server), len(server.ledger)
        _wait(lambda before=before: len(server.ledger) > before, 30)
        time.sleep(dice.random() * 0.1)
        running.send_signal(signal.SIGKILL)
        running.wait()


def finish(environment: dict[str, str], server: MailServer) -> None:
    running = worker(environment, server)
    try:
        _wait(lambda: not Letter.objects.exclude(state="sent").exists(), 60)
    finally:
        running.kill()
        running.wait()


def _wait(is_done: object, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not is_done() and time.monotonic() < limit:  # type: ignore[operator]
        time.sleep(0.01)


def check(server: MailServer, n: int, kills: int) -> None:
    taken = Counter(server.ledger)
    assert set(taken) == {wording.message_id(f"uji:{i}") for i in range(n)}, "a letter was lost, or one nobody wrote"
    assert sum(taken.values()) - n <= kills, "more letters came twice than workers died"
    assert Letter.objects.filter(state="sent", sent_at__isnull=False).count() == n


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kills", "n"), [(2, 40), pytest.param(25, 400, marks=pytest.mark.slow)])
def test_killed_workers_lose_nothing(database_environment: dict[str, str], kills: int, n: int) -> None:
    letters(n)
    with mail_server(pause_s=0.02) as server:
        kill_over_and_over(database_environment, server, kills)
        finish(database_environment, server)
        check(server, n, kills)


@pytest.mark.django_db(transaction=True)
def test_two_workers_side_by_side_send_each_letter_once(database_environment: dict[str, str]) -> None:
    letters(40)
    with mail_server() as server:
        other = worker(database_environment, server)
        finish(database_environment, server)
        other.kill()
        other.wait()
        assert Counter(server.ledger).most_common(1)[0][1] == 1
        assert len(server.ledger) == 40


@pytest.mark.django_db(transaction=True)
def test_the_oracle_sees_a_loss(database_environment: dict[str, str]) -> None:
    """The control: a letter marked as sent without having been sent must be noticed."""
    letters(3)
    Letter.objects.filter(effect_key="uji:1").update(state="sent", sent_at=dt.datetime.now(dt.UTC))
    with mail_server() as server:
        finish(database_environment, server)
        with pytest.raises(AssertionError, match="lost"):
            check(server, 3, 0)
