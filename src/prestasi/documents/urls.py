"""Official documents and their verification."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.documents.views import documents, verification

app_name = "documents"
urlpatterns: list[URLPattern] = [
    path("dokumen/periksa/", verification.verify, name="verify"),
    path("dokumen/periksa/<slug:code>/", verification.verify_code, name="verify_code"),
    path("dokumen/berkas/<slug:code>.pdf", documents.sealed, name="sealed"),
    path("dokumen/<slug:kind>/<int:object_id>/", documents.page, name="page"),
    path("dokumen/<slug:kind>/<int:object_id>/terbitkan/", documents.issue, name="issue"),
    path("dokumen/<slug:kind>/<int:object_id>/salinan.pdf", documents.copy, name="copy"),
    path("dokumen/<slug:kind>/<int:object_id>/salinan.docx", documents.word, name="word"),
]
