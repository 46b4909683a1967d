"""Pages without an account. They load no script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prestasi.insight import mapping
from prestasi.insight.queries import public


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """P01: what this is, the region's published figures, search."""
    return render(request, "insight/public/home.html", {"page": public.home(request.GET.get("q", ""))})


@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One published figure with its series, targets and sources."""
    return render(request, "insight/public/figure.html", {"figure": public.figure(code)})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """*Cara kami menilai*: the rule sets in force, with article, status and hash."""
    return render(request, "insight/public/about.html", {"rulesets": mapping.rulesets()})
