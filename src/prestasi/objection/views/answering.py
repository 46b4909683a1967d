"""How the pages of objections answer a post: receipt, or the same page with its messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from prestasi.core.answers import form_key, fresh_key, tell
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request
from prestasi.core.receipt import Receipt


def attempt(
    request: Request, form: forms.Form, act: Callable[[], Receipt], template: str, context: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """Do the act of a valid form and go to its receipt. 422 with what was typed, 409 when the case has moved on.

    `context` is asked after the act was refused, so that the page shows the case as it is now.
    """
    status, key = 422, form_key(request)
    if form.is_valid():
        try:
            return redirect("audit:receipt", number=act().number)
        except (Invalid, Closed, Conflict) as refused:
            status = refused.status
            tell(form, refused)
            key = fresh_key() if status == 409 else key
    return render(request, template, {**context(), "form": form, "key": key}, status=status)
