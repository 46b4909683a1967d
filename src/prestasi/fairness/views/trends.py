"""12.04: results over the periods, of a person, a unit, a rater."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prestasi.core.http import Request
from prestasi.fairness.queries import trends as queries


@require_safe
def person(request: Request, person_id: int) -> HttpResponse:
    """A person's released results."""
    return render(request, "fairness/trends/page.html", {"page": queries.person_trend(request.actor, person_id)})


@require_safe
def unit(request: Request, unit_id: int) -> HttpResponse:
    """A unit with all below it."""
    return render(request, "fairness/trends/page.html", {"page": queries.unit_trend(request.actor, unit_id)})


@require_safe
def rater(request: Request, person_id: int) -> HttpResponse:
    """A rater's habit."""
    return render(request, "fairness/trends/page.html", {"page": queries.rater_trend(request.actor, person_id)})
