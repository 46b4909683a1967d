"""What the views of progress, rating and results answer alike."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from prestasi.core.receipt import Receipt


def fresh_key() -> str:
    """Idempotency key of a new form."""
    return str(uuid.uuid4())


def key_of(request: HttpRequest) -> str | None:
    """The key of a sent form; a damaged one counts as none."""
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError:
        return None


def to_receipt(receipt: Receipt) -> HttpResponseRedirect:
    """After a decisive act: its receipt."""
    return redirect("audit:receipt", number=receipt.number)


def put_errors(form: Form, errors: Mapping[str, str]) -> None:
    """Errors of an action on the fields they belong to; unknown names on the form."""
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)


def is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def number_of(text: str | None) -> int | None:
    """A number from the address, None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 16 else None


def pushed(response: HttpResponse, url: str) -> HttpResponse:
    """Show this address for the swapped fragment."""
    response["HX-Push-Url"] = url
    return response
