"""How the plan pages answer an act: receipt, saved, refused with the form, or the three-way comparison."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from prestasi.core.answers import fresh_key, tell
from prestasi.core.errors import Conflict, Invalid
from prestasi.core.http import Request, number_of
from prestasi.core.receipt import Receipt
from prestasi.performance.forms.plan import ActForm
from prestasi.performance.queries.plan_draft import lock_version_of

Context = dict[str, Any]


def version_of(request: Request) -> int | None:
    """The lock version a one-button form was shown with."""
    return number_of(request.POST.get("version"), 9)


def saved(request: Request, words: str, to: str, *args: Any) -> HttpResponse:
    """A change of a draft ends where the writer works on."""
    messages.success(request, words)
    return redirect(to, *args)


def is_autosave(request: Request) -> bool:
    """Drafts are kept every 15 seconds without leaving the page."""
    return request.headers.get("X-Autosave") == "1"


def kept(plan_id: int) -> HttpResponse:
    """Answer to an autosave: the version to send next time."""
    return HttpResponse(status=204, headers={"X-Version": str(lock_version_of(plan_id))})


def guarded(form: ActForm, request: Request) -> dict[str, Any]:
    """Key and version for the action. An autosave is no act of its own, so it does not use up the key."""
    return form.act() | ({"key": None} if is_autosave(request) else {})


def attempt(
    request: Request, form: ActForm, act: Callable[[], Receipt], done: Callable[[Receipt], HttpResponse],
    template: str, context: Context, version: int | None = None,
) -> HttpResponse:  # fmt: skip
    """Do the act of a posted form; a refusal shows the form again (422) or compares (409)."""
    if not form.is_valid():
        return render(request, template, context | {"form": form}, status=422)
    try:
        return done(act())
    except Invalid as refused:
        tell(form, refused)
        return render(request, template, context | {"form": form}, status=422)
    except Conflict as clash:
        return render(request, template, context | compared(form, clash, version), status=409)


def compared(form: ActForm, clash: Conflict, version: int | None) -> Context:
    """The form again with what is stored now as its base, and what both sides wrote."""
    again = _on_what_is_stored(form, version)
    fields = {form.SHOWN_AS.get(name, name): pair for name, pair in (clash.fields or {}).items()}
    return {
        "form": again,
        "conflict": clash,
        "clashes": [
            {"field": again[name], "theirs": pair[0], "mine": pair[1]}
            for name, pair in fields.items()
            if name in again.fields
        ],
        "clashing": set(fields),
    }


def _on_what_is_stored(form: ActForm, version: int | None) -> ActForm:
    """The same form with a new key, the present version and the stored values as what was there before."""
    data = cast(QueryDict, form.data).copy()
    data["key"], data["version"] = fresh_key(), str(version or "")
    for name, field in form.fields.items():
        if field.show_hidden_initial:
            now = field.prepare_value(form.get_initial_for_field(field, name))
            data[form.add_initial_prefix(name)] = "" if now is None else str(now)
    again = type(form).__new__(type(form))
    again.__dict__ |= form.__dict__ | {"data": data, "_errors": None, "_bound_fields_cache": {}}
    return again


def first_error(refused: Invalid) -> str:
    """One sentence for pages that have no form to put it on."""
    return next(iter(refused.errors.values()), _("Isian belum dapat diterima."))
