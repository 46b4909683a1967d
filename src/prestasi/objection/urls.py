"""Objections: the employee's pages, the case, the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.objection.views import case, desk, filing

app_name = "objection"
urlpatterns: list[URLPattern] = [
    path("keberatan/", filing.mine, name="mine"),
    path("keberatan/ajukan/<int:evaluation_id>/", filing.file, name="file"),
    path("keberatan/meja/", desk.desk, name="desk"),
    path("keberatan/tahunan/", desk.years, name="years"),
    path("keberatan/<int:objection_id>/", case.case, name="case"),
    path("keberatan/<int:objection_id>/tarik/", filing.withdraw, name="withdraw"),
    path("keberatan/<int:objection_id>/tanggapi/", case.answer, name="answer"),
    path("keberatan/<int:objection_id>/rekomendasi/", case.recommend, name="recommend"),
    path("keberatan/<int:objection_id>/putusan/", case.decide, name="decide"),
    path("keberatan/<int:objection_id>/nilai-ulang/", case.rerate, name="rerate"),
    path("keberatan/<int:objection_id>/mundur/", case.aside, name="step_aside"),
    path("keberatan/bukti/<int:evidence_id>/berkas/", case.evidence_file, name="evidence_file"),
]
