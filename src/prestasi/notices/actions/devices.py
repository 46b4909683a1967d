"""Turning news on and off on a device. Each change is an event: a device that is told things is part of the account."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.audit.models import Event
from prestasi.core import clock, jobs
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.pushing import KEPT_FOR
from prestasi.notices.models import PushMessage, PushSubscription
from prestasi.notices.push import keys, sealing
from prestasi.notices.push.addresses import target_of

MOST_DEVICES = 10
MOST_CHANGES, CHANGES_WITHIN = 30, dt.timedelta(hours=1)
MOST_TRIALS, TRIALS_WITHIN = 5, dt.timedelta(minutes=10)
LOOK_BACK = dt.timedelta(days=2)
LOCK = 0x70757368
SEND_NOW = "notices.push_now"
# After these the account's owner starts afresh: a device in wrong hands must not be told anything more.
ENDING = ("account.sessions_ended", "account.password_changed", "account.recovered", "account.disabled")


def add_device(
    *, by: Actor, endpoint: str, public_key: str, auth: str, device_name: str, key: str | None = None
) -> Receipt:
    """Tell the actor's news to this browser too. A device that another person used before is theirs no more.

    `public_key` and `auth` are base64url as browsers give them. Errors: Invalid for an address or keys that cannot be
    used, Closed when the person has as many devices as may be, or changes them too often.
    """
    me = _me(by)
    _check(endpoint, public_key, auth)

    def act() -> Receipt:
        _one_at_a_time(me)
        former = PushSubscription.objects.filter(endpoint_hash=hash_of(endpoint)).first()
        _check_room(me, former)
        if former and former.person_id != me:
            forget(former, why="taken over")
        given = {
            "person_id": me, "endpoint": endpoint, "public_key": public_key, "auth": auth, "key_id": keys.key_id(),
            "device_name": device_name[:80], "failures": 0, "created_at": Now(),
        }  # fmt: skip
        device, _is_new = PushSubscription.objects.update_or_create(endpoint_hash=hash_of(endpoint), defaults=given)
        PushSubscription.objects.filter(person=me).exclude(key_id=keys.key_id()).delete()
        return record("device.added", by=by, about=device, subject=me, payload={"device": device.device_name})

    return once(key, by, act)


def replace_device(
    *, by: Actor, former: str, endpoint: str, public_key: str, auth: str, device_name: str
) -> Receipt:  # fmt: skip
    """The browser gave its device a new address by itself; the former one (may be empty) is forgotten."""
    with transaction.atomic():
        receipt = add_device(by=by, endpoint=endpoint, public_key=public_key, auth=auth, device_name=device_name)
        if former and former != endpoint:
            turn_off(by=by, endpoint=former)
    return receipt


def remove_device(*, by: Actor, device_id: int, key: str | None = None) -> Receipt:
    """Own devices only; NotVisible for every other."""

    def act() -> Receipt:
        _one_at_a_time(_me(by))
        device = PushSubscription.objects.filter(pk=device_id, person=_me(by)).first()
        if device is None:
            raise NotVisible
        return forget(device, by=by)

    return once(key, by, act)


def turn_off(*, by: Actor, endpoint: str) -> bool:
    """For signing out: the device with this address, if it is the actor's; whether it was."""
    with transaction.atomic():
        _one_at_a_time(_me(by))
        device = PushSubscription.objects.filter(person=_me(by), endpoint_hash=hash_of(endpoint)).first()
        if device is not None:
            forget(device, by=by)
    return device is not None


def forget(device: PushSubscription, *, why: str = "", by: Actor = SYSTEM) -> Receipt:
    """Take a device out, with what was on its way to it; in the caller's transaction.

    Messages first: a worker holds its message before it touches the device, so neither waits for the other.
    """
    said = {"device": device.device_name} | ({"why": why} if why else {})
    receipt = record("device.removed", by=by, about=device, subject=device.person_id, payload=said)
    device.messages.all().delete()
    device.delete()
    return receipt


def forget_after_security(now: dt.datetime) -> int:
    """Whoever ends sessions, changes or recovers the password, or is disabled: the devices of before are forgotten."""
    recent = Event.objects.filter(kind__in=ENDING, at__gte=now - LOOK_BACK, subject_person_id=OuterRef("person_id"))
    with transaction.atomic():
        stale = PushSubscription.objects.filter(Exists(recent.filter(at__gt=OuterRef("created_at"))))
        devices = list(stale)
        for device in devices:
            forget(device, why="security")
    return len(devices)


def try_devices(*, by: Actor, key: str | None = None) -> int:
    """*Kabar percobaan* to all own devices, at once, also in quiet hours; answers to how many.

    Closed when there is none, or after five in ten minutes.
    """
    me, now = _me(by), clock.now()
    with transaction.atomic():
        _one_at_a_time(me)
        devices = list(PushSubscription.objects.filter(person=me, key_id=keys.key_id()))
        if not devices:
            raise Closed(_("Belum ada perangkat yang menyala."))
        _check_trials(me, now)
        PushMessage.objects.bulk_create(
            [_trial(device, key or f"{now.timestamp():.6f}", now) for device in devices], ignore_conflicts=True
        )
        jobs.app.configure_task(SEND_NOW).defer()
    return len(devices)


def hash_of(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()


def _trial(device: PushSubscription, key: str, now: dt.datetime) -> PushMessage:
    kind = PushMessage.Kind.TRIAL
    return PushMessage(
        subscription=device, kind=kind, body=_("Kabar percobaan: perangkat ini siap."), url=reverse("notices:choices"),
        effect_key=f"trial:{key}:{device.pk}", due_at=now, expires_at=now + KEPT_FOR[kind], created_at=now,
    )  # fmt: skip


def _check_trials(person: int, now: dt.datetime) -> None:
    tried = PushMessage.objects.filter(
        subscription__person=person, kind=PushMessage.Kind.TRIAL, created_at__gt=now - TRIALS_WITHIN
    )
    if tried.values("created_at").distinct().count() >= MOST_TRIALS:
        raise Closed(_("Sudah lima percobaan dalam sepuluh menit. Coba lagi sebentar lagi."))


def _check(endpoint: str, public_key: str, auth: str) -> None:
    unusable = _("Peramban ini memberi alamat kabar yang tidak dapat dipakai.")
    try:
        target_of(endpoint)
        sealing.point_of(public_key)
        sealing.decoded(auth, 16)
    except ValueError as error:
        raise Invalid({"": unusable}) from error
    except OSError as error:
        raise Invalid({"": _("Layanan kabar peramban ini tidak terjangkau dari server. Coba lagi nanti.")}) from error


def _check_room(person: int, former: PushSubscription | None) -> None:
    own = PushSubscription.objects.filter(person=person, key_id=keys.key_id())
    if (former is None or former.person_id != person) and own.count() >= MOST_DEVICES:
        raise Closed(_("Sudah sepuluh perangkat menyala. Hapus satu lebih dahulu."))
    added = Event.objects.filter(kind="device.added", subject_person_id=person, at__gt=clock.now() - CHANGES_WITHIN)
    if added.count() >= MOST_CHANGES:
        raise Closed(_("Perangkat terlalu sering diganti. Coba lagi dalam satu jam."))


def _one_at_a_time(person: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, person % 2**31])


def _me(by: Actor) -> int:
    if by.person_id is None:
        raise NotVisible
    return by.person_id
