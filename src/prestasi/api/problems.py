"""Refusals of the interface as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from prestasi.core.errors import Invalid, NotAllowed, NotVisible, Refusal

MEDIA_TYPE = "application/problem+json"


class Unauthorized(Refusal):
    """No key, or one that does not run."""

    status = 401


class TooMany(Refusal):
    """More requests than a minute allows; `seconds` until the next minute."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return _("Terlalu banyak permintaan. Coba lagi sesudah %s detik.") % self.seconds


class Reused(Refusal):
    """The same Idempotency-Key with other contents."""

    status = 422

    def __str__(self) -> str:
        return _("Idempotency-Key ini sudah dipakai untuk isi yang berbeda.")


class Unreadable(Refusal):
    """What was sent is no JSON object of the expected kind; `status` says which way."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def problem(refused: Refusal, instance: str) -> JsonResponse:
    """The refusal as a document, with the field each message belongs to."""
    status = refused.status
    words: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    words |= {"detail": _detail(refused), "instance": instance}
    if isinstance(refused, Invalid):
        words["errors"] = [{"pointer": f"/{name}", "detail": text} for name, text in refused.errors.items()]
    answer = JsonResponse(words, status=status, content_type=MEDIA_TYPE)
    if isinstance(refused, Unauthorized):
        answer["WWW-Authenticate"] = 'Bearer realm="prestasi", error="invalid_token"'
    if isinstance(refused, TooMany):
        answer["Retry-After"] = str(refused.seconds)
    return answer


def _detail(refused: Refusal) -> str:
    if isinstance(refused, NotVisible):
        return _("Tidak ada, atau di luar jangkauan kunci ini.")
    if isinstance(refused, NotAllowed):
        return f"{refused.reason} {refused.who_may}".strip()
    return str(refused)
