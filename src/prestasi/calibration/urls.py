from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.calibration.views import bulk, determination, distribution, reopening, session, slices

app_name = "calibration"
urlpatterns: list[URLPattern] = [
    path("kalibrasi/", session.sessions, name="sessions"),
    path("kalibrasi/buka/<int:unit_id>/<int:period_id>/", session.open_new, name="open"),
    path("kalibrasi/<int:session_id>/", session.session, name="session"),
    path("kalibrasi/<int:session_id>/<int:evaluation_id>/", session.person, name="person"),
    path("kalibrasi/<int:session_id>/<int:evaluation_id>/ubah/", session.change, name="change"),
    path("kalibrasi/<int:session_id>/<int:evaluation_id>/dibahas/", session.discussed, name="discussed"),
    path("kalibrasi/<int:session_id>/<int:evaluation_id>/prabaca/", session.stance, name="stance"),
    path("kalibrasi/<int:session_id>/<int:evaluation_id>/catat/", session.remark, name="remark"),
    path("kalibrasi/<int:session_id>/<int:evaluation_id>/berhalangan/", session.recuse, name="recuse"),
    path("kalibrasi/<int:session_id>/<slug:act>/", session.move, name="move"),
    path("sebaran/<int:unit_id>/<int:period_id>/", distribution.distribution, name="distribution"),
    path("penetapan/", determination.determinations, name="determinations"),
    path("penetapan/<int:unit_id>/<int:period_id>/", determination.determination, name="determination"),
    path("penetapan/<int:unit_id>/<int:period_id>/ajukan/", determination.ask, name="determination_ask"),
    path("penetapan/<int:determination_id>/tetapkan/", determination.determine, name="determine"),
    path("penetapan/<int:determination_id>/tolak/", determination.decline, name="determination_decline"),
    path("penetapan/massal/", bulk.confirm_all, name="confirm_all"),
    path("penetapan/massal/<int:run_id>/", bulk.progress, name="confirm_progress"),
    path("pembukaan-kembali/", reopening.reopenings, name="reopenings"),
    path("pembukaan-kembali/minta/", reopening.ask, name="reopening_ask"),
    path("pembukaan-kembali/<int:reopening_id>/", reopening.reopening, name="reopening"),
    path("pembukaan-kembali/<int:reopening_id>/putuskan/", reopening.decide, name="reopening_decide"),
    path("pembukaan-kembali/<int:reopening_id>/akhiri/", reopening.end, name="reopening_end"),
    path("pembukaan-kembali/<int:reopening_id>/<int:evaluation_id>/ubah/", reopening.change, name="reopening_change"),
    path("hasil/<int:evaluation_id>/bagian/", slices.slices, name="slices"),
]
