"""Turning news on and off on a device: one's own only, with an event, within limits, off when the account is unsafe."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from urllib3.exceptions import HTTPError

from prestasi.audit.actions.record import record
from prestasi.audit.models import Event
from prestasi.core.answers import fresh_key
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.notices.actions import devices as acts
from prestasi.notices.actions.push import push_messages
from prestasi.notices.actions.security import tell_security
from prestasi.notices.models import Notice, PushMessage, PushSubscription
from prestasi.notices.push import keys, service
from prestasi.notices.push.addresses import Target
from prestasi.notices.push.service import Sending
from tests.actions.notices.pushes import Browser, PushServer, push_server
from tests.world import NOW, World

HERE = "http://127.0.0.1:9/a"


@pytest.fixture(autouse=True)
def _loopback(settings: Any) -> None:
    settings.PUSH_LOOPBACK = True


def add(world: World, who: str = "employee", endpoint: str = HERE, **more: Any) -> Any:
    given = {"endpoint": endpoint, "device_name": "Chrome, Android", **Browser().keys(), **more}
    return acts.add_device(by=world.actor(who), **given)


def test_a_device_is_added_once_with_an_event_and_its_owner_is_told(world: World) -> None:
    key = fresh_key()
    first = add(world, key=key)
    assert add(world, key=key).event_id == first.event_id
    device = PushSubscription.objects.get()
    assert (device.person_id, device.key_id) == (world.people["employee"].pk, keys.key_id())
    assert Event.objects.get(kind="device.added").payload == {"device": "Chrome, Android"}


def test_the_owner_hears_by_mail_that_a_device_was_added(world: World) -> None:
    add(world)
    tell_security(Event.objects.get(kind="device.added").at)
    assert Notice.objects.get(kind="security.added").text == "Kabar dinyalakan di sebuah perangkat Anda"


@pytest.mark.parametrize("wrong", [
    {"public_key": "AAAA"}, {"public_key": "B" + "A" * 86}, {"auth": "AAAA"}, {"auth": "é"}, {"public_key": "*" * 87},
    {"endpoint": "https://127.0.0.1/a"}, {"endpoint": "https://10.0.0.5/a"}, {"endpoint": "http://push.contoh.test/"},
])  # fmt: skip
def test_addresses_inside_our_walls_and_damaged_keys_are_refused(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        add(world, **wrong)
    assert not PushSubscription.objects.exists()
    assert not Event.objects.filter(kind="device.added").exists()


def test_loopback_needs_its_setting(world: World, settings: Any) -> None:
    settings.PUSH_LOOPBACK = False
    with pytest.raises(Invalid):
        add(world)


def test_ten_devices_are_enough(world: World) -> None:
    for n in range(acts.MOST_DEVICES):
        add(world, endpoint=f"{HERE}{n}")
    with pytest.raises(Closed):
        add(world, endpoint=f"{HERE}-11")
    add(world, endpoint=f"{HERE}0")
    assert PushSubscription.objects.count() == acts.MOST_DEVICES


def test_changing_devices_over_and_over_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "MOST_CHANGES", 3)
    for _n in range(3):
        add(world)
    with pytest.raises(Closed):
        add(world)


def test_a_browser_belongs_to_whoever_turned_it_on_last(world: World) -> None:
    add(world)
    add(world, "superior")
    assert PushSubscription.objects.get().person_id == world.people["superior"].pk
    removed = Event.objects.get(kind="device.removed")
    assert (removed.subject_person_id, removed.payload["why"]) == (world.people["employee"].pk, "taken over")


def test_nobody_removes_the_device_of_another(world: World) -> None:
    add(world)
    device = PushSubscription.objects.get()
    with pytest.raises(NotVisible):
        acts.remove_device(by=world.actor("superior"), device_id=device.pk)
    assert not acts.turn_off(by=world.actor("superior"), endpoint=HERE)
    assert acts.turn_off(by=world.actor("employee"), endpoint=HERE)
    assert not PushSubscription.objects.exists()
    assert Event.objects.get(kind="device.removed").actor_person_id == world.people["employee"].pk


def test_a_new_address_of_the_same_browser_takes_the_place_of_the_old(world: World) -> None:
    add(world)
    new = {"endpoint": f"{HERE}/baru", "device_name": "Chrome, Android", **Browser().keys()}
    acts.replace_device(by=world.actor("employee"), former=HERE, **new)
    assert PushSubscription.objects.get().endpoint == f"{HERE}/baru"


@pytest.mark.parametrize("kind", acts.ENDING)
def test_an_unsafe_account_starts_afresh(world: World, kind: str) -> None:
    add(world)
    add(world, "superior", f"{HERE}/b")
    PushSubscription.objects.update(created_at=NOW - dt.timedelta(days=1))
    user = world.users["employee"]
    at = Event.objects.get(pk=record(kind, by=world.actor("employee"), about=user, subject=user.person_id).event_id).at
    assert acts.forget_after_security(at) == 1
    assert PushSubscription.objects.get().person_id == world.people["superior"].pk
    assert acts.forget_after_security(at) == 0


def test_a_trial_comes_at_once_also_at_night_and_five_in_ten_minutes_are_enough(world: World) -> None:
    browser, me = Browser(), world.actor("employee")
    with pytest.raises(Closed):
        acts.try_devices(by=me)
    with push_server() as server, time_machine.travel(NOW.replace(hour=23), tick=False) as clock:
        add(world, endpoint=f"{server.origin}/a", **browser.keys())
        key = fresh_key()
        assert [acts.try_devices(by=me, key=key), acts.try_devices(by=me, key=key)] == [1, 1]
        assert push_messages().sent == 1
        _check_trial(server, browser)
        for _n in range(4):
            clock.shift(1)
            acts.try_devices(by=me, key=fresh_key())
        with pytest.raises(Closed):
            acts.try_devices(by=me, key=fresh_key())
    assert PushMessage.objects.count() == 5


def _check_trial(server: PushServer, browser: Browser) -> None:
    [said] = server.said(browser)
    assert (said["body"], said["url"]) == ("Kabar percobaan: perangkat ini siap.", "/pemberitahuan/pilihan/")
    assert server.ledger[0].headers["urgency"] == "high"


@pytest.fixture
def over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[PushServer, Target]]:
    """A service with a certificate for `push.contoh.test` that this machine trusts, on a loopback number."""
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "push.contoh.test")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(own.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
    made = made.not_valid_after(now + dt.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("push.contoh.test")]), critical=False)
    path, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    path.write_bytes(made.sign(own, hashes.SHA256()).public_bytes(Encoding.PEM))
    secret.write_bytes(keys.written(own))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with PushServer() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server, Target("push.contoh.test", "127.0.0.1", server.server_address[1], "/a")
        server.shutdown()


def test_over_tls_the_number_is_called_and_the_name_has_to_prove_itself(
    over_tls: tuple[PushServer, Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, target = over_tls
    browser = Browser()
    given = {"tag": "a", "body": "uji", "url": "/", "kind": "trial", "ttl_s": 60, **browser.keys()}
    sending = Sending(endpoint="https://push.contoh.test/a", **given)  # type: ignore[arg-type]
    monkeypatch.setattr(service, "target_of", lambda _endpoint: target)
    assert service.deliver(sending).status == 201
    assert server.ledger[0].headers["host"] == "push.contoh.test"
    assert server.ledger[0].claims("https://push.contoh.test")["sub"].startswith("mailto:")
    other = Target("lain.contoh.test", target.ip, target.port, target.path)
    monkeypatch.setattr(service, "target_of", lambda _endpoint: other)
    with pytest.raises(HTTPError):
        service.deliver(sending)
