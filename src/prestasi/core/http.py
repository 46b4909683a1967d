"""What a view gets: the request with what the middleware adds to it, and numbers out of what people send."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from prestasi.core.actor import Actor


class Request(HttpRequest):
    """A request inside a view: who asks, its id, when it came in (monotonic seconds), whether htmx wants a part.

    Nobody makes one: Django's request simply has these by then.
    """

    actor: Actor
    id: str
    started: float
    htmx: HtmxDetails


def number_of(text: str | None, digits: int = 15) -> int | None:
    """A whole number out of an address or a form: at most so many digits, no sign. None for anything else."""
    return int(text) if text and len(text) <= digits and text.isdecimal() else None
