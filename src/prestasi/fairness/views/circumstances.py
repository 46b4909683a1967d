from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from prestasi.core.answers import form_key, to_receipt
from prestasi.core.http import Request
from prestasi.fairness.actions.circumstances import state_circumstance
from prestasi.fairness.forms import CircumstanceForm, posted
from prestasi.fairness.queries.circumstances import own_circumstance


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: Request) -> HttpResponse:
    """What the person says of their own will, for statistics alone."""
    form = CircumstanceForm(posted(request), initial=own_circumstance(request.actor))
    if request.method == "POST" and form.is_valid():
        pattern, key = form.cleaned_data["working_pattern"], form_key(request)
        given = form.has_disability()
        receipt = state_circumstance(by=request.actor, working_pattern=pattern, has_disability=given, key=key)
        return to_receipt(receipt, request.path)
    context = {"form": form, "key": form_key(request)}
    return render(request, "fairness/circumstance.html", context, status=422 if form.errors else 200)
