"""I02 Penelusur peristiwa."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from prestasi.audit.actions.export import export_events
from prestasi.audit.forms import SearchForm
from prestasi.audit.queries import search as queries
from prestasi.core.http import Request


def search(request: Request) -> HttpResponse:
    """The list, narrowed and continued by the address."""
    form, after = SearchForm(request.GET), request.GET.get("lanjut", "")
    start = int(after) if after.isdecimal() and len(after) < 16 else None
    result = queries.search(request.actor, form.filters(), start)
    template = "audit/_events.html" if getattr(request, "htmx", False) else "audit/search.html"
    return render(request, template, {"form": form, "result": result})


def event(request: Request, event_id: int) -> HttpResponse:
    """One event with its hash recomputed."""
    return render(request, "audit/event.html", {"detail": queries.detail(request.actor, event_id)})


@require_POST
def export(request: Request) -> StreamingHttpResponse:
    """The same list as CSV; taking it is recorded first."""
    receipt, lines = export_events(by=request.actor, filters=SearchForm(request.POST).filters())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="peristiwa-{receipt.number}.csv"'
    return response
