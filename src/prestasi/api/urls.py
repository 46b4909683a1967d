"""Addresses of the interface and of its keys."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.api import endpoints
from prestasi.api.views import keys

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("api/v1/openapi.json", endpoints.openapi, name="openapi"),
    path("api/v1/indicators/<slug:indicator>/values", endpoints.values, name="values"),
    path("kunci-api/", keys.keys, name="keys"),
    path("kunci-api/indikator/<int:indicator_id>/", keys.of_indicator, name="indicator"),
    path("kunci-api/<int:key_id>/cabut/", keys.revoke, name="revoke"),
]
