"""Sign-in: the ways a number is written, the second factor, guessing, and what a stranger can find out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from prestasi.accounts.models import User
from prestasi.audit.models import Event
from tests.web.conftest import Answer
from tests.world import World

PASSWORD = "sandi-yang-panjang-sekali"
VARYING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|value="[^"]*"')


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user(world: World) -> User:
    user = world.users["employee"]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, login: str, password: str = PASSWORD) -> Answer:
    return client.post(reverse("account_login"), {"login": login, "password": password})


@pytest.mark.parametrize("write", [
    lambda u: u.username,
    lambda u: f"{u.username[:8]} {u.username[8:14]} {u.username[14]} {u.username[15:]}",
    lambda u: f" {u.username} ",
    lambda u: u.email,
    lambda u: u.email.upper(),
])  # fmt: skip
def test_every_way_to_write_the_name(user: User, write: Callable[[User], str]) -> None:
    client = Client()
    assert sign_in(client, write(user)).status_code == 302
    assert client.get(reverse("accounts:security")).status_code == 200
    assert Event.objects.get().kind == "account.signed_in"


def test_unknown_wrong_and_disabled_are_answered_alike(world: World, user: User) -> None:
    world.users["peer"].set_password(PASSWORD)
    User.objects.filter(pk=world.users["peer"].pk).update(is_active=False, password=world.users["peer"].password)
    pages = [
        sign_in(Client(), user.username, "salah-sekali-sandi"),
        sign_in(Client(), "199901012020121001", "salah-sekali-sandi"),
        sign_in(Client(), world.users["peer"].username, "salah-sekali-sandi"),
        sign_in(Client(), "siapa@contoh.test", "salah-sekali-sandi"),
    ]
    assert {p.status_code for p in pages} == {422}
    assert len({VARYING.sub(b"", p.content) for p in pages}) == 1
    assert b"tidak cocok" in pages[0].content


def test_an_unknown_name_costs_a_hash_like_a_known_one(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth import hashers

    hasher = type(hashers.get_hasher())
    counted: list[str] = []
    encode = hasher.encode

    def counting(self: Any, *args: Any, **options: Any) -> str:
        counted.append("x")
        return encode(self, *args, **options)

    monkeypatch.setattr(hasher, "encode", counting)
    costs = []
    for login in (user.username, "199901012020121001"):
        counted.clear()
        sign_in(Client(), login, "salah-sekali-sandi")
        costs.append(len(counted))
    assert costs[0] == costs[1] > 0


def test_after_five_misses_the_address_has_to_wait(user: User) -> None:
    client = Client()
    answers = [sign_in(client, user.username, f"salah-{n}-sandi-salah").status_code for n in range(6)]
    assert answers[-1] == 429
    assert sign_in(client, user.username).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7"), user.username).status_code == 302


def test_the_second_factor_stands_before_the_pages(user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client = Client()
    assert sign_in(client, user.email)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:security")).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("accounts:security")).status_code == 200


def test_the_secret_of_the_factor_is_stored_encrypted(user: User) -> None:
    from allauth.mfa.models import Authenticator

    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get().data)


def test_sign_up_and_reset_by_mail_do_not_exist() -> None:
    from django.urls import NoReverseMatch

    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_after_sign_in_the_session_key_is_a_new_one(user: User) -> None:
    client = Client()
    client.get(reverse("account_login"))
    before = client.session.session_key
    sign_in(client, user.username)
    assert client.session.session_key != before


def test_another_device_is_signed_out_from_here(user: User) -> None:
    here, there = Client(), Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/126.0")
    sign_in(here, user.username)
    sign_in(there, user.username)
    assert b"Chrome, Android" in here.get(reverse("accounts:security")).content
    here.post(reverse("accounts:end_other_sessions"))
    assert there.get(reverse("accounts:security")).status_code == 302
    assert here.get(reverse("accounts:security")).status_code == 200


def test_changing_the_password_ends_the_other_sessions(user: User) -> None:
    here, there = Client(), Client()
    sign_in(here, user.username)
    sign_in(there, user.username)
    new = "kalimat-yang-baru-sekali"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), form).status_code == 302
    assert there.get(reverse("accounts:security")).status_code == 302
    assert here.get(reverse("accounts:security")).status_code == 200


def test_a_weak_new_password_is_refused_in_one_line_of_our_words(user: User) -> None:
    client = Client()
    client.force_login(user, backend="prestasi.accounts.backends.AccountBackend")
    page = client.post("/akun/keamanan/sandi/", {"oldpassword": "x", "password1": "a", "password2": "b"})
    assert page.status_code == 422
    assert "kata sandi yang banyak dipakai orang" in page.content.decode()
    assert "Kata sandi terlalu pendek" in page.content.decode()


def test_preferences_are_kept_with_the_account_and_work_without_script(user: User) -> None:
    client = Client()
    sign_in(client, user.username)
    client.post(reverse("accounts:preferences"), {"theme": "dark", "next": "/delegasi/"})
    answer = client.post(reverse("accounts:preferences"), {"queue_keys": "0"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 204
    user.refresh_from_db()
    assert (user.theme, user.queue_keys, user.language) == ("dark", False, "id")
    client.post(reverse("set_language"), {"language": "en", "next": "https://jahat.test/"})
    user.refresh_from_db()
    assert user.language == "en"
    assert 'lang="en"' in client.get(reverse("accounts:security")).content.decode()


def test_who_is_asking_costs_two_queries(user: User, django_assert_num_queries: Any) -> None:
    """Session; account with its standing; the redirect itself asks nothing."""
    client = Client()
    sign_in(client, user.username)
    with django_assert_num_queries(2):
        client.get(reverse("accounts:home"))
