"""Addresses of imports of daily entries."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.exchange.views import entries

urlpatterns: list[URLPattern] = [
    path("catatan/impor/", entries.imports, name="entry_imports"),
    path("catatan/impor/templat/", entries.template, name="entry_template"),
    path("catatan/impor/<int:batch_id>/", entries.one, name="entry_import"),
    path("catatan/impor/<int:batch_id>/tulis/", entries.apply, name="entry_apply"),
    path("catatan/impor/<int:batch_id>/hentikan/", entries.halt, name="entry_stop"),
    path("catatan/impor/<int:batch_id>/lanjutkan/", entries.resume, name="entry_resume"),
]
