from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prestasi.core.http import Request
from prestasi.fairness.queries.crossings import crossing
from prestasi.fairness.queries.slices import asked_scope, cut
from prestasi.fairness.queries.words import DIMENSIONS, MEASURES


@require_safe
def slices(request: Request) -> HttpResponse:
    """12.05: results cut by one characteristic, or by two at once, for the agency or a unit."""
    scope = asked_scope(request.actor, request.GET)
    page = cut(scope, request.GET.get("irisan", ""), request.GET.get("ukuran", ""))
    second = request.GET.get("dan", "")
    crossed = crossing(scope, (page.dimension, second), page.measure)
    context = {"page": page, "dimensions": DIMENSIONS.items(), "measures": MEASURES.items(), "crossing": crossed}
    return render(request, "fairness/slices/page.html", {**context, "second": second if crossed else ""})
