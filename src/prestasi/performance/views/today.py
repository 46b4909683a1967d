"""G01 Hari ini and S01 Tim saya."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.http import Request
from prestasi.core.live_address import live_page
from prestasi.performance.queries.team import team_page
from prestasi.performance.queries.today import today_page


def today(request: Request) -> HttpResponse:
    """What is due, own standing, the superior, the last receipts."""
    return render(request, "performance/today/page.html", {"page": today_page(request.actor)})


def team(request: Request) -> HttpResponse:
    """Everybody whom I lead, with risks in words."""
    actor: Actor = request.actor
    own = actor.person_id if actor.on_behalf_of is None else None
    page = {"team": team_page(actor), "own": own, "at": clock.now()}
    return live_page(request, render(request, "performance/team/page.html", page))
