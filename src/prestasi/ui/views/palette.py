"""The command palette's answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prestasi.ui.palette import groups


def palette(request: HttpRequest) -> HttpResponse:
    """The options for `?q=`, as a fragment for the palette's list."""
    query = request.GET.get("q", "")
    return render(request, "ui/_palette_options.html", {"groups": groups(request, query), "query": query})
