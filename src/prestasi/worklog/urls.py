"""Addresses of daily entries. Imports are at /catatan/impor/, see prestasi.exchange.urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.worklog.views import entry, month, review

app_name = "worklog"
urlpatterns: list[URLPattern] = [
    path("catatan/", month.month, name="month"),
    path("catatan/tulis/", entry.new, name="new"),
    path("catatan/salin/", entry.copy, name="copy"),
    path("catatan/tim/", month.team, name="team"),
    path("catatan/pegawai/<int:person_id>/", month.person_month, name="person"),
    path("catatan/pegawai/<int:person_id>/lihat/", review.see, name="see"),
    path("catatan/pertanyaan/<int:question_id>/", review.answer, name="answer"),
    path("catatan/<int:entry_id>/ubah/", entry.edit, name="edit"),
    path("catatan/<int:entry_id>/tarik/", entry.withdraw, name="withdraw"),
    path("catatan/<int:entry_id>/kembalikan/", review.send_back, name="return"),
    path("catatan/<int:entry_id>/berkas/", entry.file, name="file"),
]
