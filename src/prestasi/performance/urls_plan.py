"""Plans, results, the goal tree and the role-by-result matrix."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.performance.views import goal_tree, matrix, plan, plan_draft, result

urlpatterns: list[URLPattern] = [
    path("rencana/", plan.plan, name="plan"),
    path("rencana/mulai/", plan.plan_start, name="plan_start"),
    path("rencana/susun/", plan_draft.plan_draft, name="plan_draft"),
    path("rencana/<int:plan_id>/", plan.plan_detail, name="plan_detail"),
    path("rencana/<int:plan_id>/banding/", plan.plan_compare, name="plan_compare"),
    path("rencana/<int:plan_id>/cetak.pdf", plan.plan_print, name="plan_print"),
    path("rencana/<int:plan_id>/susun/", plan_draft.plan_draft_of, name="plan_draft_of"),
    path("rencana/<int:plan_id>/susun/hasil/", plan_draft.result_add, name="result_add"),
    path("rencana/<int:plan_id>/susun/ambil-semua/", plan_draft.plan_take_all, name="plan_take_all"),
    path("rencana/<int:plan_id>/susun/ambil/<slug:what>/<int:thing_id>/", plan_draft.plan_take, name="plan_take"),
    path("rencana/<int:plan_id>/pendukung/", plan_draft.plan_attachments, name="plan_attachments"),
    path("rencana/<int:plan_id>/harapan/", plan_draft.plan_expectations, name="plan_expectations"),
    path("rencana/<int:plan_id>/ajukan/", plan.plan_submit, name="plan_submit"),
    path("rencana/<int:plan_id>/tinjau/", plan.plan_review, name="plan_review"),
    path("rencana/<int:plan_id>/setujui/", plan.plan_agree, name="plan_agree"),
    path("rencana/<int:plan_id>/kembalikan/", plan.plan_return, name="plan_return"),
    path("rencana/<int:plan_id>/ubah/", plan.plan_revise, name="plan_revise"),
    path("rencana/<int:plan_id>/batal-ubah/", plan.plan_cancel_revision, name="plan_cancel_revision"),
    path("rencana/<int:plan_id>/akhiri/", plan.plan_end, name="plan_end"),
    path("rencana/hasil/<int:result_id>/", result.result, name="result"),
    path("rencana/hasil/<int:result_id>/ubah/", result.result_edit, name="result_edit"),
    path("rencana/hasil/<int:result_id>/geser/", result.result_move, name="result_move"),
    path("rencana/hasil/<int:result_id>/keluarkan/", result.result_drop, name="result_drop"),
    path("rencana/hasil/<int:result_id>/urungkan/", result.result_restore, name="result_restore"),
    path("rencana/hasil/<int:result_id>/tautan/", result.result_links, name="result_links"),
    path("rencana/hasil/<int:result_id>/bagikan/", result.result_push, name="result_push"),
    path("rencana/hasil/<int:result_id>/indikator/", result.indicator_add, name="indicator_add"),
    path(
        "rencana/hasil/<int:result_id>/indikator/<int:indicator_id>/salin/",
        result.indicator_take,
        name="indicator_take",
    ),
    path("rencana/indikator/<int:indicator_id>/", result.indicator_edit, name="indicator_edit"),
    path("rencana/indikator/<int:indicator_id>/keluarkan/", result.indicator_drop, name="indicator_drop"),
    path("rencana/tautan/<int:link_id>/akhiri/", result.link_end, name="link_end"),
    path("pohon-kinerja/", goal_tree.goal_tree, name="goal_tree"),
    path("pohon-kinerja/cabang/<slug:key>/", goal_tree.goal_branch, name="goal_branch"),
    path("pohon-kinerja/unit/<int:unit_id>/sasaran/", goal_tree.goal_add, name="goal_add"),
    path("pohon-kinerja/sasaran/<int:goal_id>/", goal_tree.goal_edit, name="goal_edit"),
    path("pohon-kinerja/sasaran/<int:goal_id>/orang/", goal_tree.goal_behind, name="goal_people"),
    path("pohon-kinerja/sasaran/<int:goal_id>/bagikan/", result.goal_push, name="goal_push"),
    path("pohon-kinerja/sasaran/<int:goal_id>/indikator/", goal_tree.goal_indicator, name="goal_indicator_add"),
    path(
        "pohon-kinerja/sasaran/<int:goal_id>/indikator/<int:indicator_id>/",
        goal_tree.goal_indicator,
        name="goal_indicator",
    ),
    path("matriks/", matrix.matrix, name="matrix"),
    path("matriks/cetak.pdf", matrix.matrix_print, name="matrix_print"),
    path("matriks/<int:person_id>/<int:parent_id>/", matrix.matrix_cell, name="matrix_cell"),
    path("matriks/<int:person_id>/<int:parent_id>/isi/", matrix.matrix_set, name="matrix_set"),
]
