"""The whole address book. Paths are Indonesian; names are English."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("prestasi.ui.urls")),
]
