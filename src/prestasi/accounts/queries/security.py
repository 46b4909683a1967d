"""*Keamanan saya*: factors, devices and recent use of the own account."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prestasi.audit.queries.trail import TrailLine, recent_about_account
from prestasi.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey or security key: its name, since when, when last used."""

    id: int
    name: str
    added_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Device:
    """A session: what kind of device, from which address, since when; `is_here` is the one that asks."""

    id: int
    name: str
    address: str
    since: dt.datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class Security:
    """Everything the page shows."""

    has_codes: bool
    passkeys: tuple[Passkey, ...]
    spare_codes_left: int | None
    devices: tuple[Device, ...]
    recent: tuple[TrailLine, ...]

    @property
    def is_strong(self) -> bool:
        return self.has_codes or bool(self.passkeys)


def security_of(actor: Actor, session_key: str | None) -> Security:
    """The page of the account that asks. Seven statements at most."""
    found = list(Authenticator.objects.filter(user_id=actor.user_id))
    spare = next((a for a in found if a.type == Authenticator.Type.RECOVERY_CODES), None)
    return Security(
        has_codes=any(a.type == Authenticator.Type.TOTP for a in found),
        passkeys=tuple(_passkey(a) for a in found if a.type == Authenticator.Type.WEBAUTHN),
        spare_codes_left=len(spare.wrap().get_unused_codes()) if spare else None,
        devices=tuple(_device(s, session_key) for s in _sessions(actor)),
        recent=recent_about_account(actor.user_id),
    )


def _sessions(actor: Actor) -> QuerySet[UserSession]:
    return UserSession.objects.filter(user_id=actor.user_id).order_by("-created_at")[:20]


def _passkey(row: Authenticator) -> Passkey:
    return Passkey(row.pk, row.wrap().name or _("Kunci sandi"), row.created_at, row.last_used_at)


def _device(row: UserSession, session_key: str | None) -> Device:
    return Device(row.pk, device_name(row.user_agent), row.ip, row.created_at, row.session_key == session_key)


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
             ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


def device_name(user_agent: str) -> str:
    """ "Chrome, Android" from what the browser says about itself."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), _("Peramban lain"))
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), _("perangkat lain"))
    return f"{browser}, {system}"
