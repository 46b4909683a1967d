"""Umpan balik rekan (360)."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.colleagues.views import answering, questions, raters, result, rounds

app_name = "colleagues"
urlpatterns: list[URLPattern] = [
    path("rekan/", result.home, name="home"),
    path("rekan/jawab/<int:invitation_id>/", answering.answer_sheet, name="answer"),
    path("rekan/jawab/<int:invitation_id>/draf/", answering.draft, name="draft"),
    path("rekan/luar/<str:token>/", answering.outside, name="outside"),
    path("rekan/periksa/", answering.check, name="check"),
    path("rekan/hasil/<int:subject_id>/", result.result, name="result"),
    path("rekan/penilai/<int:subject_id>/", raters.propose, name="propose"),
    path("rekan/persetujuan/<int:subject_id>/", raters.approve, name="approve"),
    path("rekan/persetujuan/<int:subject_id>/kembalikan/", raters.send_back, name="return"),
    path("rekan/putaran/", rounds.listing, name="rounds"),
    path("rekan/putaran/baru/", rounds.new, name="round_new"),
    path("rekan/putaran/<int:round_id>/", rounds.one, name="round"),
    path("rekan/putaran/<int:round_id>/ubah/", rounds.edit, name="round_edit"),
    path("rekan/putaran/<int:round_id>/buka/", rounds.open_, name="round_open"),
    path("rekan/putaran/<int:round_id>/tutup/", rounds.close, name="round_close"),
    path("rekan/putaran/<int:round_id>/rilis/", rounds.release, name="round_release"),
    path("rekan/putaran/<int:round_id>/batalkan/", rounds.cancel, name="round_cancel"),
    path("rekan/putaran/<int:round_id>/pertanyaan-kewajaran/", rounds.fairness, name="round_fairness"),
    path("rekan/putaran/<int:round_id>/tautan/<int:invitation_id>/", rounds.link, name="round_link"),
    path("rekan/pertanyaan/", questions.bank, name="questions"),
    path("rekan/pertanyaan/mulai/", questions.start, name="question_start"),
    path("rekan/pertanyaan/<int:set_id>/", questions.one, name="question_set"),
    path("rekan/pertanyaan/<int:set_id>/terbitkan/", questions.publish, name="question_publish"),
]
