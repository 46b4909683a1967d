"""Every part in all its states, for those who build pages and for the tests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prestasi.ui import samples


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", {"sample": samples.samples()})
