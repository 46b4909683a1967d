"""X01: the health of the installation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prestasi.core.http import Request
from prestasi.insight.queries import system as queries


@require_safe
def system(request: Request) -> HttpResponse:
    """Every check of `prestasi doctor`, with its remedy."""
    return render(request, "insight/system/page.html", {"system": queries.system(request.actor)})
