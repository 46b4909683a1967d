"""The contract of headers and cookies, on pages, errors and files alike (A13, A14, A15)."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import World

ADDRESSES = ("/masuk/", "/akun/keamanan/", "/tidak-ada/", "/peristiwa/", "/hidup", "/", "/jejak-saya/")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", [None, "employee"])
def test_every_answer_carries_the_headers(world: World, address: str, who: str | None) -> None:
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(world.users[who])
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["X-Request-Id"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_pages_of_people_are_never_stored(world: World) -> None:
    client = Client()
    client.force_login(world.users["employee"])
    for name in ("accounts:security", "audit:my_trail", "accounts:delegations"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_no_inline_script_or_style_on_the_pages_of_accounts(world: World) -> None:
    client = Client()
    client.force_login(world.users["superior"])
    for name in ("accounts:security", "accounts:delegations", "accounts:preferences", "audit:my_trail"):
        page = client.get(reverse(name)).content.decode()
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page


def test_cookies_are_out_of_reach_of_scripts(world: World) -> None:
    response = Client().get(reverse("account_login"))
    assert response.cookies
    for cookie in response.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] in {"Lax", "Strict"}


def test_a_form_without_its_token_is_refused_with_a_page_that_explains(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["employee"])
    for address in (reverse("accounts:preferences"), reverse("accounts:delegations"), reverse("account_logout")):
        response = client.post(address, {"theme": "dark"})
        assert response.status_code == 403
        assert b"<h1" in response.content
    assert client.post(reverse("accounts:preferences"), HTTP_ORIGIN="https://jahat.test").status_code == 403


def test_https_makes_host_cookies() -> None:
    """The names are bound to the host and the encrypted connection when the installation is served over HTTPS."""
    import os
    import subprocess
    import sys

    code = "from config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    environment = {**os.environ, "PRESTASI_HTTPS": "1", "PYTHONPATH": "src"}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["__Host-sesi", "__Host-csrf", "True"]
