"""The whole address book. Paths are Indonesian; names are English."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("prestasi.core.health")),
    path("", include("prestasi.ui.urls")),
]
