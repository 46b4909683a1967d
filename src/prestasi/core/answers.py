"""The one way a form post is answered: receipt when done, the same form with its messages when refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.receipt import Receipt


def answer_form(
    request: HttpRequest, form: Form, act: Callable[..., Receipt], template: str, context: dict[str, Any], done: str
) -> HttpResponse:
    """Show the form (GET), or call `act(key=…, **cleaned data)` and go to its receipt.

    422 with the typed values for a refused field, 409 when the state or another person's change forbids the act.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return to_receipt(act(key=form_key(request), **form.cleaned_data), done)
            except (Invalid, Closed, Conflict) as refused:
                status = refused.status
                tell(form, refused)
    return render(request, template, {**context, "form": form, "key": form_key(request)}, status=status)


def fresh_key() -> str:
    """Idempotency key of a new form."""
    return str(uuid.uuid4())


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key of a sent form; a damaged one counts as none."""
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError:
        return None


def form_key(request: HttpRequest) -> str:
    """The key of this form: the one sent, or a new one for an empty form."""
    return key_of(request) or fresh_key()


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def tell(form: Form, refused: Invalid | Closed | Conflict) -> None:
    """Put a refusal's messages at their fields; what belongs to no field goes on top."""
    errors = refused.errors if isinstance(refused, Invalid) else {"": refused.message}
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)


def to_receipt(receipt: Receipt, done: str = "") -> HttpResponse:
    """After a decisive act: its receipt, with `done` (an address) as the page to go on from."""
    url = reverse("audit:receipt", args=[receipt.number])
    return redirect(f"{url}?lanjut={done}" if done else url)
