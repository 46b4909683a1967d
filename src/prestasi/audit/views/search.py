"""I02 Penelusur peristiwa."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.audit.forms import SearchForm
from prestasi.audit.queries import search as queries
from prestasi.core.http import Request, number_of


def search(request: Request) -> HttpResponse:
    """The list, narrowed and continued by the address."""
    form, after = SearchForm(request.GET), request.GET.get("lanjut", "")
    start = number_of(after)
    result = queries.search(request.actor, form.filters(), start)
    template = "audit/_events.html" if getattr(request, "htmx", False) else "audit/search.html"
    return render(request, template, {"form": form, "result": result})


def event(request: Request, event_id: int) -> HttpResponse:
    """One event with its hash recomputed."""
    return render(request, "audit/event.html", {"detail": queries.detail(request.actor, event_id)})
