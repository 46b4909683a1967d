"""X01: the health of the installation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prestasi.insight.queries import system as queries


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """Every check of `prestasi doctor`, with its remedy."""
    return render(request, "insight/system/page.html", {"system": queries.system(request.actor)})  # type: ignore[attr-defined]
