"""Addresses of imports, downloads and reports."""

from __future__ import annotations

from django.urls import path

from prestasi.exchange import urls_entries, urls_reconcile
from prestasi.exchange.views import downloads, imports, reports

app_name = "exchange"
urlpatterns = [
    *urls_entries.urlpatterns,
    *urls_reconcile.urlpatterns,
    path("laporan/", reports.reports, name="reports"),
    path("laporan/templat/<slug:name>/", reports.template, name="report_template"),
    path("laporan/susun/<slug:name>/", reports.compose, name="report_new"),
    path("laporan/<int:view_id>/", reports.saved, name="report"),
    path("laporan/<int:view_id>/hapus/", reports.remove, name="report_remove"),
    path("laporan/berkas/<int:file_id>/", reports.fetch, name="report_file"),
    path("unduh/<slug:name>/", downloads.download, name="download"),
    path("impor/", imports.imports, name="imports"),
    path("impor/templat/<slug:kind>/", imports.template, name="template"),
    path("impor/<int:batch_id>/", imports.batch, name="batch"),
    path("impor/<int:batch_id>/kolom/", imports.mapping, name="mapping"),
    path("impor/<int:batch_id>/baris/<int:number>/", imports.row, name="row"),
    path("impor/<int:batch_id>/lewati/", imports.skip, name="skip"),
    path("impor/<int:batch_id>/terapkan/", imports.apply, name="apply"),
    path("impor/<int:batch_id>/batal/", imports.undo, name="undo"),
]
