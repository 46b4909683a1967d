"""B01: the control room of the period."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prestasi.core import clock
from prestasi.core.http import Request, number_of
from prestasi.core.live_address import live_page
from prestasi.insight.queries import control_room as queries


def _room(request: Request) -> queries.ControlRoom:
    asked = request.GET
    return queries.control_room(
        request.actor,
        number_of(asked.get("unit")),
        period_id=number_of(asked.get("periode")),
        sort=asked.get("urut", "dinilai"),
        query=asked.get("q", "")[:80],
    )


@require_safe
def control_room(request: Request) -> HttpResponse:
    """The heat table; htmx asks for the table alone."""
    part = "insight/control/_table.html" if request.headers.get("HX-Request") else "insight/control/page.html"
    response = render(request, part, {"room": _room(request), "at": clock.now()})
    return live_page(request, response)
