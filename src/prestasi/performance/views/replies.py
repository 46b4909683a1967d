"""What the views of progress, rating and results answer alike."""

from __future__ import annotations

from django.http import HttpResponse


def number_of(text: str | None) -> int | None:
    """A number from the address, None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 16 else None


def pushed(response: HttpResponse, url: str) -> HttpResponse:
    """Show this address for the swapped fragment."""
    response["HX-Push-Url"] = url
    return response
