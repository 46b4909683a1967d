"""Every part in all its states, for those who build pages and for the tests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prestasi.ui import samples


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", {"sample": samples.samples()})


def stylesheet(request: HttpRequest) -> HttpResponse:
    """One class per colour and example hue, since a page may carry no style of its own."""
    return HttpResponse(samples.stylesheet(), content_type="text/css; charset=utf-8")
