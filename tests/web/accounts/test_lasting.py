"""What outlives a page: a form sent after its session had ended, more time, and the key of drafts."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.accounts.lifetime import ENDS, STARTED
from prestasi.accounts.parking import COOKIE, KEPT_SECONDS, SLOT
from prestasi.core import clock
from prestasi.performance.models import FeedbackNote
from tests.web.conftest import SignIn
from tests.world import World

TEXT = "Laporannya rapi dan datang sebelum batas."


def sent_too_late(world: World, signed_in: SignIn, path: str = "", **more: str) -> Client:
    """A browser whose session is gone when it sends feedback."""
    client = signed_in("superior")
    client.get("/umpan-balik/")
    client.session.delete()
    del client.cookies["sessionid"]
    path = path or reverse("performance:feedback_new", args=[world.plans["employee"].pk])
    answer = client.post(path, {"text": TEXT, "kind": "praise", "about": "b1"} | more)
    assert answer.status_code == 302 and answer["Location"].startswith("/masuk/")
    return client


def enter(world: World, client: Client, who: str) -> None:
    """Sign in in the same browser; the nameless session goes over as it does at the sign-in page."""
    kept = dict(client.session.items())
    client.force_login(world.users[who], backend="prestasi.accounts.backends.AccountBackend")
    session = client.session
    session.update({name: value for name, value in kept.items() if name == SLOT})
    session.save()


def test_the_same_person_finds_it_and_sends_it_once_more(world: World, signed_in: SignIn) -> None:
    client = sent_too_late(world, signed_in)
    assert TEXT not in str(client.session[SLOT])
    enter(world, client, "superior")
    assert client.get(reverse("accounts:home"))["Location"] == reverse("accounts:caught")
    assert TEXT in client.get(reverse("accounts:caught")).content.decode()
    assert not FeedbackNote.objects.exists()
    assert client.post(reverse("accounts:caught")).status_code == 302
    assert TEXT not in client.get(reverse("accounts:caught")).content.decode()


def test_nobody_else_finds_it(world: World, signed_in: SignIn) -> None:
    client = sent_too_late(world, signed_in)
    enter(world, client, "employee")
    assert client.get(reverse("accounts:home"))["Location"] != reverse("accounts:caught")
    assert TEXT not in client.get(reverse("accounts:caught")).content.decode()


def test_after_half_an_hour_it_is_gone(world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    client = sent_too_late(world, signed_in)
    enter(world, client, "superior")
    later = time.time() + KEPT_SECONDS + 5
    monkeypatch.setattr("time.time", lambda: later)
    assert TEXT not in client.get(reverse("accounts:caught")).content.decode()


@pytest.mark.parametrize("path", ["/masuk/faktor-kedua/", "/akun/keamanan/sandi/", "/tidak-ada/"])
def test_secrets_and_strange_addresses_are_not_kept(world: World, signed_in: SignIn, path: str) -> None:
    client = signed_in("superior")
    client.get("/umpan-balik/")
    del client.cookies["sessionid"]
    client.post(path, {"password": "rahasia", "oldpassword": "rahasia"})
    assert SLOT not in client.session


def test_without_the_signed_name_nothing_is_kept(world: World, signed_in: SignIn) -> None:
    client = Client()
    client.cookies[COOKIE] = "1:palsu"
    client.post("/umpan-balik/beri/1/", {"text": TEXT})
    assert SLOT not in client.session


def test_what_the_script_sends_by_itself_is_only_told(world: World) -> None:
    for header in ("X-Autosave", "X-Draft"):
        answer = Client().post("/capaian/catat/", {"note": TEXT}, headers={header: "1"})
        assert answer.status_code == 401 and answer.json()["errors"]


def test_the_name_is_signed_out_of_reach_and_leaves_with_the_person(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    cookie = client.get("/umpan-balik/").cookies[COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert client.post(reverse("account_logout")).cookies[COOKIE].value == ""


def test_each_person_has_an_own_key_the_same_in_every_session(world: World, signed_in: SignIn) -> None:
    def told(who: str) -> dict[str, Any]:
        answer = signed_in(who).get(reverse("accounts:draft_key"))
        assert "no-store" in answer["Cache-Control"]
        words: dict[str, Any] = answer.json()
        return words

    first, again, other = told("employee"), told("employee"), told("peer")
    assert first["key"] == again["key"] != other["key"] and first["owner"] != other["owner"]
    assert len(base64.b64decode(first["key"])) == 32
    assert Client().get(reverse("accounts:draft_key")).status_code == 302


def test_more_time_up_to_a_day(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    session, now = client.session, clock.now().timestamp()
    session[STARTED], session[ENDS] = now - 23 * 3600, now + 100
    session.save()
    assert client.get(reverse("accounts:time_left")).json()["left"] in (99, 100)
    answer = client.post(reverse("accounts:more_time"), headers={"Accept": "application/json"})
    assert 3_590 <= answer.json()["left"] <= 3_600
