"""How the time of a result is split between posts and raters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.calibration.queries.slices import slices_page
from prestasi.core.http import Request


def slices(request: Request, evaluation_id: int) -> HttpResponse:
    """The slices, their days, and what they amount to together."""
    return render(request, "calibration/slices.html", {"page": slices_page(request.actor, evaluation_id)})
