"""Sebaran predikat of a unit in a period."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.calibration.queries.distribution import distribution_page
from prestasi.core.http import Request


def distribution(request: Request, unit_id: int, period_id: int) -> HttpResponse:
    """Places, the least change, and groups beside the whole."""
    page = distribution_page(request.actor, unit_id, period_id)
    return render(request, "calibration/distribution.html", {"page": page})
