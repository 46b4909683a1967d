"""O01: the unit head's board."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from prestasi.core.errors import NotVisible
from prestasi.core.live_address import live_page
from prestasi.insight import permissions
from prestasi.insight.queries import board


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The board of one's own unit."""
    unit_id = permissions.home_unit(request.actor)  # type: ignore[attr-defined]
    if unit_id is None:
        raise NotVisible
    return redirect("insight:board", unit_id=unit_id)


@require_safe
def show(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit's board; `?periode=` chooses the period."""
    chosen = request.GET.get("periode", "")
    page = board.board(request.actor, unit_id, int(chosen) if chosen.isdigit() else None)  # type: ignore[attr-defined]
    return live_page(request, render(request, "insight/board/page.html", {"board": page, "at": page.at}))
