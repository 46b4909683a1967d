"""Addresses of the organisation. They live here because its pages show who holds which post."""

from __future__ import annotations

from django.urls import path

from prestasi.people.views import units

app_name = "organization"
urlpatterns = [
    path("organisasi/", units.tree, name="tree"),
    path("organisasi/baru/", units.create, name="create"),
    path("organisasi/<int:unit_id>/", units.unit, name="unit"),
    path("organisasi/<int:unit_id>/ubah/", units.rename, name="rename"),
    path("organisasi/<int:unit_id>/pindah/", units.move, name="move"),
    path("organisasi/<int:unit_id>/gabung/", units.merge, name="merge"),
]
