from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.dialogue.views import agreement, dialogue, feedback, guidance, improvement, reading

app_name = "dialogue"
urlpatterns: list[URLPattern] = [
    path("dialog/", dialogue.index, name="index"),
    path("dialog/minta/", dialogue.ask, name="ask"),
    path("dialog/minta/<int:person_id>/", dialogue.invite, name="invite"),
    path("dialog/<int:dialogue_id>/", dialogue.dialogue, name="dialogue"),
    path("dialog/<int:dialogue_id>/setuju/", dialogue.agree, name="agree"),
    path("dialog/<int:dialogue_id>/waktu/", dialogue.reschedule, name="reschedule"),
    path("dialog/<int:dialogue_id>/batal/", dialogue.cancel, name="cancel"),
    path("dialog/<int:dialogue_id>/tidak-terlaksana/", dialogue.miss, name="miss"),
    path("dialog/<int:dialogue_id>/agenda/", dialogue.add_topic, name="agenda"),
    path("dialog/<int:dialogue_id>/catat/", dialogue.record, name="record"),
    path("dialog/<int:dialogue_id>/konfirmasi/", dialogue.confirm, name="confirm"),
    path("dialog/<int:dialogue_id>/catatan-pribadi/", dialogue.keep_private, name="private"),
    path("dialog/<int:dialogue_id>/undangan.ics", dialogue.calendar, name="calendar"),
    path("dialog/<int:dialogue_id>/cetak.pdf", guidance.printed, name="printed"),
    path("dialog/<int:dialogue_id>/umpan-balik-bimbingan/", guidance.guidance, name="guidance"),
    path("dialog/<int:dialogue_id>/evaluasi-kompetensi/", guidance.competences, name="competences"),
    path("dialog/<int:dialogue_id>/buka/", guidance.seal, name="seal"),
    path("kesepakatan/<int:agreement_id>/selesai/", agreement.done, name="agreement_done"),
    path("kesepakatan/<int:agreement_id>/hentikan/", agreement.drop, name="agreement_drop"),
    path("bacaan/", reading.reading, name="reading"),
    path("bacaan/<int:person_id>/", reading.reading, name="reading_of"),
    path("bacaan/<int:person_id>/dibaca/", reading.seen, name="reading_seen"),
    path("bacaan/<int:person_id>/komentar/", reading.remark, name="reading_comment"),
    path("bacaan/<int:person_id>/agenda/", reading.to_agenda, name="reading_agenda"),
    path("umpan-balik/permintaan/", feedback.requests, name="feedback_requests"),
    path("umpan-balik/permintaan/<int:request_id>/", feedback.answer, name="feedback_answer"),
    path("umpan-balik/permintaan/<int:request_id>/tidak-dapat/", feedback.decline, name="feedback_decline"),
    path("umpan-balik/minta/<int:person_id>/", feedback.ask, name="feedback_ask"),
    path("umpan-balik/untuk/<int:plan_id>/", feedback.give, name="feedback_give"),
    path("bukti/<int:evidence_id>/apresiasi/", feedback.praise, name="appreciate"),
    path("perbaikan/<int:plan_id>/", improvement.improvement, name="improvement"),
    path("perbaikan/<int:plan_id>/susun/", improvement.write, name="improvement_write"),
    path("perbaikan/<int:plan_id>/setuju/", improvement.agree, name="improvement_agree"),
    path("perbaikan/<int:plan_id>/tutup/", improvement.close, name="improvement_close"),
    path("perbaikan/langkah/<int:step_id>/selesai/", improvement.step_done, name="improvement_step"),
]
