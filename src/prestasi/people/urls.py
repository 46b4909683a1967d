"""Addresses of people."""

from __future__ import annotations

from django.urls import path

from prestasi.people.views import card, corrections, directory, unit_corrections

app_name = "people"
urlpatterns = [
    path("pegawai/", directory.people, name="list"),
    path("pegawai/saya/", directory.me, name="me"),
    path("pegawai/saran/", directory.suggestions, name="suggest"),
    path("pegawai/<int:person_id>/", card.card, name="card"),
    path("pegawai/<int:person_id>/pindah/", card.move, name="move"),
    path("pegawai/<int:person_id>/atasan/", card.superior, name="superior"),
    path("pegawai/plt/jabatan/<int:position_id>/", card.acting_new, name="acting_new"),
    path("pegawai/plt/<int:assignment_id>/akhiri/", card.acting_end, name="acting_end"),
    path("koreksi-atasan/", corrections.queue, name="corrections"),
    path("koreksi-atasan/baru/", corrections.new, name="correction_new"),
    path("koreksi-unit/baru/", unit_corrections.new_unit, name="unit_correction_new"),
    path("koreksi-atasan/<int:request_id>/", corrections.decide, name="correction"),
]
