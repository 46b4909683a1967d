"""N6: replaying a period under a draft of the rules."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prestasi.core.answers import form_key, tell
from prestasi.core.errors import Invalid
from prestasi.core.http import Request
from prestasi.fairness.actions import simulations as actions
from prestasi.fairness.forms import SimulationForm, posted
from prestasi.fairness.permissions import check_makes, makes
from prestasi.fairness.queries import simulations as queries
from prestasi.fairness.tasks import simulate


@require_safe
def simulations(request: Request) -> HttpResponse:
    """The newest simulations."""
    context = {"rows": queries.simulations(request.actor), "may_make": makes(request.actor)}
    return render(request, "fairness/simulations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Write a draft and put its replay into the queue."""
    periods = queries.rated_periods(request.actor)
    check_makes(request.actor)
    asked = {"period": request.GET.get("periode")} if request.GET.get("periode") else {}
    form = SimulationForm(posted(request), periods=periods, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            return _started(request, form)
        except Invalid as refused:
            tell(form, refused)
    context = {"form": form, "key": form_key(request)}
    return render(request, "fairness/simulations/new.html", context, status=422 if form.errors else 200)


def _started(request: Request, form: SimulationForm) -> HttpResponse:
    with transaction.atomic():
        receipt = actions.start_simulation(
            by=request.actor, period_id=form.cleaned_data["period"], title=form.cleaned_data["title"],
            draft=form.draft(), key=form_key(request),
        )  # fmt: skip
        if receipt.object_id is not None and not receipt.repeated:
            simulate.defer(simulation_id=receipt.object_id)
    return redirect("fairness:simulation", simulation_id=receipt.object_id)


@require_safe
def simulation(request: Request, simulation_id: int) -> HttpResponse:
    """Progress, then figures; htmx asks for the inner part alone."""
    part = "_body.html" if request.headers.get("HX-Request") else "page.html"
    context = {"page": queries.simulation_page(request.actor, simulation_id), "key": form_key(request)}
    return render(request, f"fairness/simulations/{part}", context)


@require_POST
def cancel(request: Request, simulation_id: int) -> HttpResponse:
    """Stop after the running part."""
    actions.cancel_simulation(by=request.actor, simulation_id=simulation_id, key=form_key(request))
    return redirect("fairness:simulation", simulation_id=simulation_id)


@require_POST
def resume(request: Request, simulation_id: int) -> HttpResponse:
    """Go on where it was stopped."""
    with transaction.atomic():
        receipt = actions.resume_simulation(by=request.actor, simulation_id=simulation_id, key=form_key(request))
        if not receipt.repeated:
            simulate.defer(simulation_id=simulation_id)
    return redirect("fairness:simulation", simulation_id=simulation_id)
