"""What the views of progress, rating and results answer alike."""

from __future__ import annotations

from django.http import HttpResponse


def pushed(response: HttpResponse, url: str) -> HttpResponse:
    """Show this address for the swapped fragment."""
    response["HX-Push-Url"] = url
    return response
