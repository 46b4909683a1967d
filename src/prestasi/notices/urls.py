"""Addresses of the inbox."""

from __future__ import annotations

from django.urls import path

from prestasi.notices.views import inbox

app_name = "notices"
urlpatterns = [
    path("pemberitahuan/", inbox.page, name="inbox"),
    path("pemberitahuan/<int:notice_id>/", inbox.open_notice, name="open"),
    path("pemberitahuan/terbaca/", inbox.read_all, name="read_all"),
]
