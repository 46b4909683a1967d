"""What the middleware adds to a request, as a type. Nobody makes one: Django's request simply has these by then."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from prestasi.core.actor import Actor


class Request(HttpRequest):
    """A request inside a view: who asks, its id, when it came in (monotonic seconds), whether htmx wants a part."""

    actor: Actor
    id: str
    started: float
    htmx: HtmxDetails
