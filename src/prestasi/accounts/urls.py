"""Addresses of accounts."""

from __future__ import annotations

from django.urls import path

from prestasi.accounts.views import approvals, delegation, lasting, security, settings, sign_in, users

app_name = "accounts"
urlpatterns = [
    path("mulai/", sign_in.home, name="home"),
    path("masuk/contoh/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("masuk/pemulihan/", sign_in.recover, name="recover"),
    path("akun/keamanan/", security.page, name="security"),
    path("akun/keamanan/sesi/<int:session_id>/akhiri/", security.end_one_session, name="end_session"),
    path("akun/keamanan/sesi/lain/akhiri/", security.end_the_others, name="end_other_sessions"),
    path("akun/preferensi/", settings.preferences, name="preferences"),
    path("akun/peran/", settings.switch_role, name="switch_role"),
    path("akun/pengguna/", users.users, name="users"),
    path("akun/pengguna/<int:user_id>/", users.user, name="user"),
    path("akun/pengguna/<int:user_id>/pemulihan/", users.issue_code, name="issue_recovery"),
    path("akun/pemulihan/<int:code_id>/setujui/", users.approve_code, name="approve_recovery"),
    path("akun/pengguna/<int:user_id>/aktif/", users.set_active, name="set_active"),
    path("akun/pengguna/<int:user_id>/peran/", users.grant, name="grant_role"),
    path("akun/hibah/<int:grant_id>/akhiri/", users.end_grant, name="end_role"),
    path("luring/kunci/", lasting.key, name="draft_key"),
    path("sesi/", lasting.time_left, name="time_left"),
    path("sesi/perpanjang/", lasting.more_time, name="more_time"),
    path("isian/", lasting.caught, name="caught"),
    path("delegasi/", delegation.page, name="delegations"),
    path("delegasi/selesai/", delegation.stop_acting, name="end_delegation"),
    path("delegasi/<int:delegation_id>/jawab/", delegation.answer, name="answer_delegation"),
    path("delegasi/<int:delegation_id>/setujui/", delegation.approve, name="approve_delegation"),
    path("persetujuan/", approvals.page, name="approvals"),
    path("delegasi/<int:delegation_id>/akhiri/", delegation.end, name="withdraw_delegation"),
    path("delegasi/<int:delegation_id>/bertindak/", delegation.act, name="act_for"),
]
