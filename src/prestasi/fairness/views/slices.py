from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prestasi.core.http import Request
from prestasi.fairness.queries import slices as queries
from prestasi.fairness.queries.words import DIMENSIONS, MEASURES


@require_safe
def slices(request: Request) -> HttpResponse:
    """12.05: results cut one way at a time, for the agency or a unit."""
    asked = {n: int(v) for n in ("periode", "unit") if (v := request.GET.get(n, "")).isdecimal() and len(v) < 18}
    page = queries.slices(
        request.actor, asked.get("periode"), asked.get("unit"), request.GET.get("irisan", ""),
        request.GET.get("ukuran", ""),
    )  # fmt: skip
    context = {"page": page, "dimensions": DIMENSIONS.items(), "measures": MEASURES.items()}
    return render(request, "fairness/slices/page.html", context)
