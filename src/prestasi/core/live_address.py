"""Where a page finds the live stream, and the permission to connect there."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

PATH = "/langsung/"


def origin(request: HttpRequest) -> str:
    """ "" when a proxy serves pages and stream under one address, else the same host on the stream's own port."""
    if settings.LIVE_PORT is None:
        return ""
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return f"{request.scheme}://{host}:{settings.LIVE_PORT}"


def address(request: HttpRequest, topic: str) -> str:
    """The stream of one topic, in the language of the page."""
    return f"{origin(request)}{PATH}{in_language(topic, get_language() or settings.LANGUAGE_CODE)}"


def in_language(topic: str, language: str) -> str:
    """The topic as pages in this language follow it: `unit:12`, in English `unit:12@en`."""
    return topic if language == settings.LANGUAGE_CODE else f"{topic}@{language}"


def live_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Allow this page, and no other, to connect to the stream's address."""
    if where := origin(request):
        response._csp_update = {"connect-src": [where]}  # type: ignore[attr-defined]
    return response
