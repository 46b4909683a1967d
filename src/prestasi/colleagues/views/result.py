"""Umpan balik rekan: the start page and the results of one person."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from prestasi.colleagues.queries import home as home_queries
from prestasi.colleagues.queries import results
from prestasi.colleagues.views._replies import page
from prestasi.core.http import Request


@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for me, and my results."""
    return page(request, "home", {"home": home_queries.home(request.actor)})


@require_safe
def result(request: Request, subject_id: int) -> HttpResponse:
    """The released results of one person."""
    return page(request, "result", {"result": results.result(request.actor, subject_id)})
