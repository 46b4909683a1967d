"""Against guessing: what counts as one account and one address for the lock-out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def login_name(typed: str) -> str:
    """The account name meant by what was typed: a NIP without its spaces, an e-mail address in lower case."""
    squeezed = "".join(typed.split())
    return squeezed if squeezed.replace(".", "").replace("-", "").isdigit() is False else _digits(squeezed)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def attempted_name(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name under which failed attempts are counted, the same for every spelling of one account."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or (request.POST.get("login", "") if request else "")
    return login_name(str(typed)).lower()[:150]


def client_address(request: HttpRequest) -> str:
    """The address of the client: the connection's, or the one the nearest trusted proxy saw."""
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return hops[-proxies] if proxies and len(hops) >= proxies else str(request.META.get("REMOTE_ADDR", ""))
