"""Progress, evidence, review, rating and results."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.performance.views import (
    achievement,
    bulk,
    evidence,
    feedback,
    outcome,
    progress,
    rating,
    review,
    second_approval,
    today,
)

urlpatterns: list[URLPattern] = [
    path("hari-ini/", today.today, name="today"),
    path("tim/", today.team, name="team"),
    path("capaian/catat/", progress.report, name="report"),
    path("bukti/", evidence.evidence, name="evidence"),
    path("bukti/<int:evidence_id>/", evidence.evidence_one, name="evidence_one"),
    path("bukti/<int:evidence_id>/berkas/", evidence.evidence_file, name="evidence_file"),
    path("bukti/<int:evidence_id>/pratinjau/", evidence.evidence_preview, name="evidence_preview"),
    path("tinjau/", review.review, name="review"),
    path("tinjau/semua/", bulk.bulk_agree, name="bulk_agree"),
    path("tinjau/kedua/", second_approval.waiting, name="second_approvals"),
    path("tinjau/kedua/<int:plan_id>/", second_approval.decide, name="second_approval"),
    path("tinjau/<slug:key>/", review.review, name="review_item"),
    path("tinjau/<int:progress_id>/terima/", review.accept, name="progress_accept"),
    path("tinjau/<int:progress_id>/kembalikan/", review.send_back, name="progress_return"),
    path("nilai/", rating.queue, name="rating_queue"),
    path("nilai/penetapan/", rating.confirmations, name="confirmations"),
    path("nilai/<int:evaluation_id>/", rating.rating, name="rating"),
    path("nilai/<int:evaluation_id>/pratinjau/", rating.rating_preview, name="rating_preview"),
    path("nilai/<int:evaluation_id>/urungkan/", rating.undo, name="rating_undo"),
    path("nilai/<int:evaluation_id>/tetapkan/", rating.confirm, name="rating_confirm"),
    path("nilai/<int:evaluation_id>/kembalikan/", rating.return_to_rater, name="rating_return"),
    path("hasil/", outcome.my_results, name="my_results"),
    path("hasil/<int:evaluation_id>/", outcome.my_result, name="my_result"),
    path("hasil/<int:evaluation_id>/terima/", outcome.receive, name="result_receive"),
    path("hasil/<int:evaluation_id>/cetak.pdf", outcome.printed, name="result_pdf"),
    path("hasil/<int:evaluation_id>/evaluasi-diri/", outcome.self_assessment, name="self_assessment"),
    path("umpan-balik/", feedback.feedback, name="feedback"),
    path("umpan-balik/beri/<int:plan_id>/", feedback.feedback_new, name="feedback_new"),
    path("capaian-organisasi/", achievement.achievements, name="achievements"),
    path("capaian-organisasi/<int:unit_id>/<int:period_id>/", achievement.achievement, name="achievement_set"),
]
