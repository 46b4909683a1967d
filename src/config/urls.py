"""The whole address book. Paths are Indonesian; names are English."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("prestasi.core.health")),
    path("", include("prestasi.insight.urls_public")),
    path("", include("prestasi.insight.urls")),
    path("", include("prestasi.ui.urls")),
    path("", include("prestasi.accounts.urls_sign_in")),
    path("", include("prestasi.accounts.urls")),
    path("", include("prestasi.audit.urls")),
    path("", include("prestasi.people.urls")),
    path("", include("prestasi.people.urls_units")),
    path("", include("prestasi.documents.urls")),
    path("", include("prestasi.exchange.urls")),
    path("", include("prestasi.performance.urls")),
    path("", include("prestasi.worklog.urls")),
    path("", include("prestasi.dialogue.urls")),
    path("", include("prestasi.colleagues.urls")),
    path("", include("prestasi.calibration.urls")),
    path("", include("prestasi.objection.urls")),
    path("", include("prestasi.credit.urls")),
    path("", include("prestasi.fairness.urls")),
    path("", include("prestasi.api.urls")),
    path("", include("prestasi.notices.urls")),
]
