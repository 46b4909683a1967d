"""B1: a period opened by copy of the last one, simulated on real data, decided by a second person."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prestasi.core.answers import form_key, tell, to_receipt
from prestasi.core.errors import Invalid
from prestasi.core.http import Request
from prestasi.fairness.actions import openings as actions
from prestasi.fairness.forms import OpeningForm, RefusalForm, posted
from prestasi.fairness.permissions import check_makes, period_or_404
from prestasi.fairness.queries import openings as queries
from prestasi.fairness.tasks import simulate
from prestasi.performance.models import Period
from prestasi.performance.queries.words import period_words


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: Request, period_id: int) -> HttpResponse:
    """Rule version and dates, filled from the last period; then the simulation starts."""
    check_makes(request.actor)
    period = period_or_404(request.actor, period_id)
    copied = asdict(actions.copied_terms(period))
    form = OpeningForm(posted(request), rulesets=actions.rulesets_on(period), initial=copied)
    if request.method == "POST" and form.is_valid():
        try:
            return _prepared(request, period_id, form)
        except Invalid as refused:
            tell(form, refused)
    return _form(request, period, form)


def _form(request: Request, period: Period, form: OpeningForm) -> HttpResponse:
    last = actions.last_like(period)
    context = {
        "form": form, "period": period, "title": period_words(period, period.cycle.year),
        "last": period_words(last, last.cycle.year) if last else "", "key": form_key(request),
        "population": queries.population(period),
    }  # fmt: skip
    return render(request, "fairness/openings/prepare.html", context, status=422 if form.errors else 200)


def _prepared(request: Request, period_id: int, form: OpeningForm) -> HttpResponse:
    with transaction.atomic():
        made = actions.prepare_opening(by=request.actor, period_id=period_id, terms=form.terms(), key=form_key(request))
        if made.simulation_id is not None:
            simulate.defer(simulation_id=made.simulation_id)
    return redirect("fairness:opening", opening_id=made.pk)


@require_safe
def opening(request: Request, opening_id: int) -> HttpResponse:
    """The proposal: calendar, population, messages, simulation, and what the reader may do."""
    page = queries.opening_page(request.actor, opening_id)
    form = RefusalForm(initial={"lock_version": page.lock_version})
    return render(request, "fairness/openings/page.html", {"page": page, "form": form, "key": form_key(request)})


@require_POST
def propose(request: Request, opening_id: int) -> HttpResponse:
    """Put it before a second person."""
    receipt = actions.propose_opening(by=request.actor, opening_id=opening_id, key=form_key(request))
    return to_receipt(receipt, reverse("fairness:opening", args=[opening_id]))


@require_POST
def withdraw(request: Request, opening_id: int) -> HttpResponse:
    """Take it back."""
    receipt = actions.withdraw_opening(by=request.actor, opening_id=opening_id, key=form_key(request))
    return to_receipt(receipt, reverse("fairness:opening", args=[opening_id]))


@require_POST
def approve(request: Request, opening_id: int) -> HttpResponse:
    """Open the period as the second person."""
    form, page = RefusalForm(request.POST), queries.opening_page(request.actor, opening_id)
    if not form.is_valid():
        return _again(request, page, form)
    version, key = form.cleaned_data["lock_version"], form_key(request)
    receipt = actions.approve_opening(by=request.actor, opening_id=opening_id, lock_version=version, key=key)
    return to_receipt(receipt, reverse("fairness:opening", args=[opening_id]))


@require_POST
def refuse(request: Request, opening_id: int) -> HttpResponse:
    """Refuse with a reason."""
    form, page = RefusalForm(request.POST), queries.opening_page(request.actor, opening_id)
    if form.is_valid():
        try:
            given, key = form.cleaned_data, form_key(request)
            receipt = actions.refuse_opening(by=request.actor, opening_id=opening_id, key=key, **given)
            return to_receipt(receipt, reverse("fairness:opening", args=[opening_id]))
        except Invalid as refused:
            tell(form, refused)
    return _again(request, page, form)


def _again(request: Request, page: queries.Opening, form: RefusalForm) -> HttpResponse:
    context = {"page": page, "form": form, "key": form_key(request)}
    return render(request, "fairness/openings/page.html", context, status=422)
