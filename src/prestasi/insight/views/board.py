"""O01: the unit head's board."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from prestasi.core.errors import NotVisible
from prestasi.core.http import Request, number_of
from prestasi.core.live_address import live_page
from prestasi.insight import permissions
from prestasi.insight.queries import board


@require_safe
def start(request: Request) -> HttpResponse:
    """The board of one's own unit."""
    unit_id = permissions.home_unit(request.actor)
    if unit_id is None:
        raise NotVisible
    return redirect("insight:board", unit_id=unit_id)


@require_safe
def show(request: Request, unit_id: int) -> HttpResponse:
    """One unit's board; `?periode=` chooses the period."""
    chosen = request.GET.get("periode", "")
    page = board.board(request.actor, unit_id, number_of(chosen))
    return live_page(request, render(request, "insight/board/page.html", {"board": page, "at": page.at}))
