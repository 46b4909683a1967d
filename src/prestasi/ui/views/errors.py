"""Error pages. Each says what happened, why, what to do, and the event id that support can find in the log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose security code is too old or missing."""
    return render(request, "csrf.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", {"error": exception}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without context processors, so that it works when they are what broke."""
    return HttpResponse(_server_error_page(getattr(request, "id", "")), status=500)


def _server_error_page(event: str) -> str:
    from django.template.loader import render_to_string

    return render_to_string("500.html", {"event": event})
