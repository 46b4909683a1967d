"""The section *Kabar di perangkat ini*, and what the script and the worker post."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from prestasi.notices.models import PushSubscription
from prestasi.notices.push import keys
from tests.actions.notices.pushes import Browser
from tests.web.conftest import SignIn
from tests.world import World

PAGE = "/pemberitahuan/pilihan/"
AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def _loopback(settings: Any) -> None:
    settings.PUSH_LOOPBACK = True


def given(endpoint: str = "http://127.0.0.1:9/a") -> dict[str, str]:
    found = Browser().keys()
    return {"endpoint": endpoint, "p256dh": found["public_key"], "auth": found["auth"]}


def turn_on(client: Client, endpoint: str = "http://127.0.0.1:9/a") -> PushSubscription:
    answer = client.post("/pemberitahuan/perangkat/", given(endpoint), headers={"User-Agent": AGENT})
    assert answer.status_code == 302
    return PushSubscription.objects.latest("pk")


def test_the_section_names_every_state_and_works_without_script(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    page = client.get(PAGE).content.decode()
    assert f'data-key="{keys.public_key()}"' in page
    for state in ("none", "blocked", "off", "on"):
        assert f'data-is="{state}" hidden' in page
    assert '<p data-is="script">' in page
    assert "Belum ada perangkat yang menyala." in page
    assert "Kirim kabar percobaan" not in page


def test_a_device_is_listed_with_its_name_tried_and_removed(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    device = turn_on(client)
    page = client.get(PAGE).content.decode()
    assert "Chrome, Android" in page
    assert device.endpoint not in page
    assert client.post("/pemberitahuan/perangkat/coba/").status_code == 302
    assert device.messages.get().kind == "trial"
    assert client.post(f"/pemberitahuan/perangkat/{device.pk}/hapus/").status_code == 302
    assert not PushSubscription.objects.exists()


def test_the_device_of_somebody_else_does_not_exist(world: World, signed_in: SignIn) -> None:
    device = turn_on(signed_in("employee"))
    other = signed_in("superior")
    assert other.post(f"/pemberitahuan/perangkat/{device.pk}/hapus/").status_code == 404
    assert other.post("/pemberitahuan/perangkat/mati/", {"endpoint": device.endpoint}).status_code == 204
    assert PushSubscription.objects.filter(pk=device.pk).exists()


def test_refusals_are_said_on_the_page(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    inside = client.post("/pemberitahuan/perangkat/", given("https://10.0.0.5/a"))
    assert inside.status_code == 422
    assert "alamat kabar yang tidak dapat dipakai" in inside.content.decode()
    nothing = client.post("/pemberitahuan/perangkat/coba/")
    assert nothing.status_code == 409
    assert not PushSubscription.objects.exists()


def test_signing_out_and_a_moved_address_are_answered_without_a_page(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    device = turn_on(client)
    moved = {**given("http://127.0.0.1:9/b"), "former": device.endpoint}
    assert client.post("/pemberitahuan/perangkat/ganti/", moved).status_code == 204
    assert PushSubscription.objects.get().endpoint == moved["endpoint"]
    assert client.post("/pemberitahuan/perangkat/mati/", {"endpoint": moved["endpoint"]}).status_code == 204
    assert not PushSubscription.objects.exists()


def test_nothing_is_posted_from_elsewhere(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["employee"], backend="allauth.account.auth_backends.AuthenticationBackend")
    for path in ("", "ganti/", "mati/", "coba/"):
        assert client.post(f"/pemberitahuan/perangkat/{path}", given()).status_code == 403


def test_the_choices_have_a_column_for_devices(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    sent = {"deadlines": "on", "push_digest": "on", "quiet_from": "18:00", "quiet_until": "06:00"}
    assert client.post(PAGE, sent).status_code == 302
    kept = world.people["employee"].mail_choice
    assert (kept.digest, kept.deadlines, kept.push_digest, kept.push_deadlines) == (False, True, True, False)
    form = client.get(PAGE).context["form"]
    assert (form.initial["push_digest"], form.initial["push_deadlines"]) == (True, False)


def test_the_worker_shows_messages_and_opens_only_pages_of_ours(world: World) -> None:
    text = Client().get("/pekerja.js").content.decode()
    for event in ("push", "notificationclick", "pushsubscriptionchange"):
        assert f'addEventListener("{event}"' in text
    assert '"replace": "/pemberitahuan/perangkat/ganti/"' in text
