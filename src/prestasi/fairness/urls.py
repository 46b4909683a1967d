from __future__ import annotations

from django.urls import path

from prestasi.fairness.views import circumstances, openings, raters, reports, simulations, slices, trends

app_name = "fairness"
urlpatterns = [
    path("kebiasaan-menilai/", raters.my_habits, name="my_habits"),
    path("keadilan/penilai/", raters.overview, name="raters"),
    path("keadilan/penilai/hitung/", raters.compute, name="raters_compute"),
    path("keadilan/penilai/<int:person_id>/", raters.habits, name="rater"),
    path("keadilan/", reports.reports, name="reports"),
    path("keadilan/periode/<int:period_id>/", reports.make, name="report_make"),
    path("keadilan/laporan/<int:report_id>/", reports.report, name="report"),
    path("keadilan/laporan/<int:report_id>/tanda-tangan/", reports.sign, name="report_sign"),
    path("keadilan/irisan/", slices.slices, name="slices"),
    path("keadilan/keadaan-saya/", circumstances.mine, name="circumstance"),
    path("tren/pegawai/<int:person_id>/", trends.person, name="trend_person"),
    path("tren/unit/<int:unit_id>/", trends.unit, name="trend_unit"),
    path("tren/penilai/<int:person_id>/", trends.rater, name="trend_rater"),
    path("simulasi/", simulations.simulations, name="simulations"),
    path("simulasi/baru/", simulations.start, name="simulation_start"),
    path("simulasi/<int:simulation_id>/", simulations.simulation, name="simulation"),
    path("simulasi/<int:simulation_id>/hentikan/", simulations.cancel, name="simulation_cancel"),
    path("simulasi/<int:simulation_id>/lanjutkan/", simulations.resume, name="simulation_resume"),
    path("periode/<int:period_id>/siapkan/", openings.prepare, name="opening_prepare"),
    path("pembukaan/<int:opening_id>/", openings.opening, name="opening"),
    path("pembukaan/<int:opening_id>/ajukan/", openings.propose, name="opening_propose"),
    path("pembukaan/<int:opening_id>/tarik/", openings.withdraw, name="opening_withdraw"),
    path("pembukaan/<int:opening_id>/setujui/", openings.approve, name="opening_approve"),
    path("pembukaan/<int:opening_id>/tolak/", openings.refuse, name="opening_refuse"),
]
