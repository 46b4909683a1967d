"""What the pages answer alike. Nothing of this app is kept by browsers or caches."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prestasi.core.answers import fresh_key


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that nobody stores."""
    response = render(request, f"colleagues/{template}.html", context | {"key": fresh_key()}, status=status)
    return unstored(response)


def unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response
