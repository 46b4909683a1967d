"""Addresses of the reconciliation with SIASN."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.exchange.views import differences, questions

urlpatterns: list[URLPattern] = [
    path("siasn/selisih/", differences.differences, name="differences"),
    path("siasn/selisih/massal/", differences.bulk, name="differences_bulk"),
    path("siasn/selisih/bandingkan/", differences.compare, name="differences_compare"),
    path("siasn/selisih/jalan/<int:run_id>/", differences.run, name="reconcile_run"),
    path("siasn/selisih/<int:difference_id>/", differences.difference, name="difference"),
    path("siasn/tanya/", questions.mine, name="questions"),
    path("siasn/tanya/<int:question_id>/", questions.one, name="question"),
]
