"""What the pages answer alike. Nothing of this app is kept by browsers or caches."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from prestasi.core.receipt import Receipt


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that nobody stores."""
    response = render(request, f"colleagues/{template}.html", context | {"key": str(uuid.uuid4())}, status=status)
    return unstored(response)


def unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key of a form; a damaged one counts as none."""
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError:
        return None


def to_receipt(receipt: Receipt) -> HttpResponse:
    """After a decisive act of HR or about a list: its receipt. Answers have none of this kind."""
    return redirect("audit:receipt", number=receipt.number)
