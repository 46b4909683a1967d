"""Sealing as RFC 8291 says it, the key of an installation, and which addresses may be called."""

from __future__ import annotations

import socket
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from prestasi.notices.push import keys, sealing
from prestasi.notices.push.addresses import Target, Unsafe, target_of
from tests.actions.notices.pushes import Browser, bytes_of, text_of

# RFC 8291, section 5 and appendix A.
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard_comes_out_byte_for_byte() -> None:
    own = ec.derive_private_key(int.from_bytes(bytes_of(SENDER), "big"), ec.SECP256R1())
    record = b"When I grow up, I want to be a watermelon" + sealing.LAST
    assert text_of(sealing.seal_with(record, RECEIVER, AUTH, own, bytes_of(SALT))) == SEALED


def test_only_the_browser_it_was_sealed_for_opens_it_and_all_have_one_length() -> None:
    browser = Browser()
    short, long = (sealing.seal(plain, **browser.keys()) for plain in (b"a", b"b" * 300))
    assert (browser.open(short), browser.open(long)) == (b"a", b"b" * 300)
    assert len(short) == len(long)
    with pytest.raises(InvalidTag):
        Browser().open(short)


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = keys.make(tmp_path / "state")
    first = path.read_bytes()
    assert keys.make(tmp_path / "state").read_bytes() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in path.parent.iterdir()] == [keys.FILE]


def resolve(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    found: Any = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)


@pytest.mark.parametrize("number", [
    "127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.5.5", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fd00::1", "fe80::1%2", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
])  # fmt: skip
def test_a_name_that_leads_inside_our_walls_is_never_called(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    resolve(monkeypatch, "142.250.1.95", number)
    with pytest.raises(Unsafe):
        target_of("https://push.contoh.test/a")


@pytest.mark.parametrize("endpoint", [
    "http://push.contoh.test/a", "https://push.contoh.test:8443/a", "https://u:p@push.contoh.test/a", "ftp://x.test/",
    "https:///a", "javascript:alert(1)", "https://[::1", "https://push.contoh.test/\r\nX: y", "http://127.0.0.1:9/a",
    "https://127.0.0.1/a", "https://[::1]/a", "https://" + "a" * 1000 + ".test/", "https://" + "a" * 70 + ".test/", "",
])  # fmt: skip
def test_what_is_no_https_address_is_refused(endpoint: str) -> None:
    with pytest.raises(Unsafe):
        target_of(endpoint)


def test_the_call_goes_to_the_number_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "142.250.1.95")
    target = target_of("https://push.contoh.test/kirim/abc?x=1")
    assert target == Target("push.contoh.test", "142.250.1.95", 443, "/kirim/abc?x=1")
