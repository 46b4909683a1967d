"""Small pages around all others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from prestasi.ui.shell import DEFAULT_HUE


@cache_control(public=True, max_age=31_536_000, immutable=True)
def brand(request: HttpRequest) -> HttpResponse:
    """The agency's hue as one line of CSS; the hue is in the address, so it can be kept for ever."""
    asked = request.GET.get("h", "")
    hue = int(asked) % 360 if asked.isdecimal() and len(asked) <= 3 else DEFAULT_HUE
    return HttpResponse(f":root{{--brand-h:{hue}}}", content_type="text/css; charset=utf-8")


def menu(request: HttpRequest) -> HttpResponse:
    """Everything in the menu on one page: *Lainnya* of the bottom menu, and all that a phone has no room for."""
    return render(request, "ui/menu.html")


def official(request: HttpRequest) -> HttpResponse:
    """How to tell that this is the agency's own site."""
    return render(request, "ui/official.html")


def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows without a connection."""
    return render(request, "ui/offline.html")
