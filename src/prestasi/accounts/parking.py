"""A form that was sent after its session had ended: kept sealed until the same person has signed in again.

The text lies in the nameless session that leads to the sign-in page, sealed with a key of its own person. Whose it is
says a signed cookie that the ended session left behind. Files, passwords and codes are never kept.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from prestasi.accounts.drafts import derived
from prestasi.core.http import Request

COOKIE = "pemilik"
COOKIE_AGE = 24 * 3600
SLOT = "parked_form"
KEPT_SECONDS = 1800
MOST_BYTES = 100_000
NEVER = ("password", "sandi", "code", "kode", "credential", "csrfmiddlewaretoken")
SHOWN_NEVER = frozenset({"key", "lock_version", "version", "replaces"})
CLOSED_PATHS = ("/masuk/", "/keluar/", "/akun/")

_signer = Signer(salt="prestasi.parking")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: where to, and every field in order."""

    path: str
    page: str
    fields: tuple[tuple[str, str], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What a person has written, without the fields that only the machine reads."""
        return tuple(v for name, v in self.fields if name not in SHOWN_NEVER and len(v.strip()) > 1)


def leave_name(request: Request, response: HttpResponse) -> None:
    """Let the browser remember, signed, whose session this is, until they sign out; used by `park` alone."""
    if not request.user.is_authenticated:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    value = _signer.sign(str(request.actor.user_id))
    if request.COOKIES.get(COOKIE) != value:
        secure = request.is_secure()
        response.set_cookie(COOKIE, value, max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=secure)


def park(request: HttpRequest) -> bool:
    """Keep the sent form for its owner; False when there is nothing to keep or nobody to keep it for."""
    owner, path = _owner(request), request.path
    fields = [(name, v) for name, values in request.POST.lists() for v in values if not name.startswith(NEVER)]
    if owner is None or not fields or path.startswith(CLOSED_PATHS) or not _exists(path):
        return False
    page = getattr(getattr(request, "htmx", None), "current_url_abs_path", None) or path
    text = json.dumps({"path": request.get_full_path(), "page": page, "fields": fields}).encode()
    if len(text) > MOST_BYTES:
        return False
    request.session[SLOT] = {"owner": owner, "sealed": _box(owner).encrypt(text).decode()}
    return True


def parked(request: Request) -> Typed | None:
    """The form kept for exactly this person; None when there is none, it is another's, or its half hour is over."""
    slot = request.session.get(SLOT)
    if not slot or slot["owner"] != request.actor.user_id:
        return None
    try:
        text = json.loads(_box(slot["owner"]).decrypt(slot["sealed"].encode(), ttl=KEPT_SECONDS))
    except InvalidToken:
        return None
    return Typed(text["path"], text["page"], tuple((name, value) for name, value in text["fields"]))


def drop(request: HttpRequest) -> None:
    """Forget the form."""
    request.session.pop(SLOT, None)


def _owner(request: HttpRequest) -> int | None:
    try:
        return int(_signer.unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return None


def _box(owner: int) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived("parked-form", owner)))


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
