"""X04 Kunci API: of one indicator, and all that one may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.api.actions.keys import make_key, revoke_key
from prestasi.api.forms import KeyForm
from prestasi.api.queries.keys import all_keys, indicator_of, keys_of
from prestasi.core.answers import form_key, posted, tell
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request


def keys(request: Request) -> HttpResponse:
    """Own keys, those of people led, all for the admin."""
    return render(request, "api/all.html", {"rows": all_keys(request.actor), "key": form_key(request)})


def of_indicator(request: Request, indicator_id: int) -> HttpResponse:
    """The keys of an indicator; a new one is shown once, on the answer to its form, and is kept nowhere."""
    form = KeyForm(posted(request))
    if not form.is_bound:
        return _page(request, indicator_id, form)
    keys_of(request.actor, indicator_id)
    if not form.is_valid():
        return _page(request, indicator_id, form, 422)
    try:
        token, receipt = make_key(
            by=request.actor, indicator_id=indicator_id, key=form_key(request), **form.cleaned_data
        )
    except (Invalid, Closed) as refused:
        tell(form, refused)
        return _page(request, indicator_id, form, refused.status)
    return _page(request, indicator_id, KeyForm(), token=token.text if token else "", receipt=receipt)


def _page(request: Request, indicator_id: int, form: KeyForm, status: int = 200, **extra: object) -> HttpResponse:
    context = {"page": keys_of(request.actor, indicator_id), "form": form, "key": form_key(request), **extra}
    return render(request, "api/indicator.html", context, status=status)


@require_POST
def revoke(request: Request, key_id: int) -> HttpResponse:
    """End a key, back to the indicator's keys."""
    indicator_id = indicator_of(key_id)
    revoke_key(by=request.actor, key_id=key_id, key=request.POST.get("key") or None)
    return redirect("api:indicator", indicator_id=indicator_id)
