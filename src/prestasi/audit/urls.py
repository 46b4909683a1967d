"""Addresses of receipts and events."""

from __future__ import annotations

from django.urls import path

from prestasi.audit.views import receipts, search

app_name = "audit"
urlpatterns = [
    path("bukti-terima/", receipts.verify, name="verify"),
    path("bukti-terima/<str:number>/", receipts.receipt, name="receipt"),
    path("jejak-saya/", receipts.my_trail, name="my_trail"),
    path("peristiwa/", search.search, name="search"),
    path("peristiwa/<int:event_id>/", search.event, name="event"),
]
