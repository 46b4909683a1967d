"""The one way a form post is answered: receipt when done, the same form with its messages when refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

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


def form_key(request: HttpRequest) -> str:
    """The key of this form: the one sent, or a new one for an empty form."""
    sent = request.POST.get("key", "")
    try:
        return str(uuid.UUID(sent))
    except ValueError:
        return str(uuid.uuid4())


def tell(form: Form, refused: Invalid | Closed | Conflict) -> None:
    """Put a refusal's messages at their fields; what belongs to no field goes on top."""
    errors = refused.errors if isinstance(refused, Invalid) else {"": refused.message}
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)


def to_receipt(receipt: Receipt, done: str) -> HttpResponse:
    """To the receipt's page, with the page to go on from; straight there while an installation has no such page."""
    try:
        return redirect(f"{reverse('audit:receipt', args=[receipt.number])}?lanjut={done}")
    except NoReverseMatch:
        return redirect(done)
