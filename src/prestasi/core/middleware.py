"""Request id, and one place where refusals become answers."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from prestasi.core.collisions import gave_way, is_collision
from prestasi.core.errors import Invalid, Refusal
from prestasi.core.http import Request

Handler = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives every request an id that appears in events, logs and error pages, and stamps when it came in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.started = time.monotonic()
        request.id = uuid.uuid4().hex[:16]
        response = self.get_response(request)
        response["X-Request-Id"] = request.id
        return response


class ErrorsMiddleware:
    """Answers refusals that no view has answered: 404, 403, 409, 422, with the template of that status.

    Also what the database refused: a character it cannot store, a transaction that gave way to another one twice.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        if _cannot_be_stored(error):
            error = Invalid({"": _("Ada tanda yang tidak dapat disimpan. Ketik ulang isian Anda.")})
        elif is_collision(error):
            error = gave_way()
        if not isinstance(error, Refusal):
            return None
        return render(request, f"{error.status}.html", {"error": error}, status=error.status)


def _cannot_be_stored(error: Exception) -> bool:
    """Whether the database refused the character NUL in what somebody sent; it says so in two ways."""
    return isinstance(error, (DataError, ValueError)) and "NUL" in str(error)
