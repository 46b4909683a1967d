"""What the middleware adds to a request, as a type. Nobody makes one: Django's request simply has these by then."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from prestasi.core.actor import Actor


class Request(HttpRequest):
    """A request inside a view: who is asking, under which id, and whether htmx wants a part of the page."""

    actor: Actor
    id: str
    htmx: HtmxDetails
