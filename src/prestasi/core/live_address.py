"""Where a page finds the live stream, and the permission to connect there."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PATH = "/langsung/"


def origin(request: HttpRequest) -> str:
    """ "" when a proxy serves pages and stream under one address, else the same host on the stream's own port."""
    if settings.LIVE_PORT is None:
        return ""
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return f"{request.scheme}://{host}:{settings.LIVE_PORT}"


def address(request: HttpRequest, topic: str) -> str:
    """The stream of one topic."""
    return f"{origin(request)}{PATH}{topic}"


def live_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Allow this page, and no other, to connect to the stream's address."""
    if where := origin(request):
        response._csp_update = {"connect-src": [where]}  # type: ignore[attr-defined]
    return response
