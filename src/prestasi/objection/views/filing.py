"""G11 Keberatan: the own list, filing, withdrawing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.core import clock
from prestasi.core.answers import form_key
from prestasi.core.errors import Invalid
from prestasi.core.http import Request
from prestasi.core.receipt import Receipt
from prestasi.objection.actions.filing import file_objection, withdraw_objection
from prestasi.objection.forms import FilingForm
from prestasi.objection.queries.filing import FilePage, file_page, own_objections
from prestasi.objection.queries.precedents import statistics
from prestasi.objection.views.answering import attempt

FILE = "objection/file.html"


def mine(request: Request) -> HttpResponse:
    """Own objections and what became of objections year by year."""
    return render(request, "objection/mine.html", {"rows": own_objections(request.actor), "years": statistics()})


def file(request: Request, evaluation_id: int) -> HttpResponse:
    """Contest one result."""
    arrived = clock.arrived(request.started)
    page = file_page(request.actor, evaluation_id)
    form = _form(request, page)
    if request.method != "POST":
        return render(request, FILE, {"page": page, "form": form, "key": form_key(request)})

    def act() -> Receipt:
        evidence = form.evidence()
        if form.errors:
            raise Invalid({})
        return file_objection(
            by=request.actor, evaluation_id=evaluation_id, targets=form.cleaned_data["targets"],
            reason=form.cleaned_data["reason"], evidence=evidence, arrived_at=arrived, key=form_key(request),
        )  # fmt: skip

    return attempt(request, form, act, FILE, lambda: {"page": file_page(request.actor, evaluation_id)})


def _form(request: Request, page: FilePage) -> FilingForm:
    choices = [(choice.value, choice.text) for choice in page.choices]
    if request.method == "POST":
        return FilingForm(request.POST, request.FILES, choices=choices)
    return FilingForm(choices=choices)


@require_POST
def withdraw(request: Request, objection_id: int) -> HttpResponse:
    """Take it back."""
    receipt = withdraw_objection(by=request.actor, objection_id=objection_id, key=form_key(request))
    return redirect("audit:receipt", number=receipt.number)
