"""*Faktor kedua sebelum tindakan penting*: a code or passkey asked for again, for acts that release results.

A factor confirmed in this session within `ACCOUNT_REAUTHENTICATION_TIMEOUT` is enough. Somebody without any factor
cannot do such an act. In demo mode the demo accounts, which have none, confirm with a code that the page itself shows.
"""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import dataclass
from typing import Literal, cast

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    validate_totp_code,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.utils.translation import gettext as _

from prestasi.accounts.models import User
from prestasi.accounts.queries.sign_in import demo_user
from prestasi.core.errors import Invalid, NotAllowed
from prestasi.core.http import Request

DEMO = "demo_code"
METHODS = frozenset({"mfa", DEMO})


@dataclass(frozen=True, slots=True)
class Step:
    """What the person has to do now: nothing (fresh), type a code, use a passkey, or set up a factor first.

    `shown` is the code of a demo account, else empty.
    """

    kind: Literal["fresh", "code", "passkey", "demo", "none"]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """That the person confirmed a second factor; `kind` goes into the event of the act."""

    kind: str


def step_of(request: Request) -> Step:
    """How this person confirms a second factor here. One statement at most."""
    if _fresh(request):
        return Step("fresh")
    user = cast(User, request.user)
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return Step("code")
    if Authenticator.Type.WEBAUTHN in kinds:
        return Step("passkey")
    if demo_user(user.get_username()) is not None:
        return Step("demo", _demo_code(user))
    return Step("none")


def prove(request: Request, code: str = "") -> Proof:
    """The proof that an act asks for. Invalid for a wrong code, NotAllowed without a factor or after too many tries."""
    step, user = step_of(request), cast(User, request.user)
    if step.kind == "fresh":
        return Proof("recent")
    if step.kind in {"none", "passkey"}:
        raise NotAllowed(_("Pastikan dulu dengan faktor kedua Anda."), _("Anda sendiri, di Keamanan akun"))
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        raise NotAllowed(_("Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi."))
    if step.kind == "demo":
        if not validate_totp_code(_demo_secret(user), code):
            raise Invalid({"code": _("Kode tidak cocok. Lihat kode demo terbaru di halaman ini.")})
        record_authentication(request, user, DEMO)
        return Proof(DEMO)
    held = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    if not held.wrap().validate_code(code):
        raise Invalid({"code": _("Kode tidak cocok atau sudah dipakai. Lihat kode terbaru di aplikasi Anda.")})
    post_authentication(request, held, reauthenticated=True)
    return Proof("totp")


def _fresh(request: Request) -> bool:
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, cast(User, request.user))
    return any(record["method"] in METHODS and record["at"] >= since for record in records)


def _demo_secret(user: User) -> str:
    digest = hashlib.sha256(f"demo-step:{settings.SECRET_KEY}:{user.pk}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def _demo_code(user: User) -> str:
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(_demo_secret(user), now[len(now) // 2]))
