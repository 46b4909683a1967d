"""A file to check."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024


class FileForm(forms.Form):
    dokumen = forms.FileField(
        label=_("Berkas PDF"), help_text=_("Diperiksa lalu dilupakan; tidak disimpan. Paling besar 10 MB."),
        error_messages={"required": _("Pilih berkas PDF yang Anda pegang."), "empty": _("Berkas ini kosong.")},
    )  # fmt: skip

    def clean_dokumen(self) -> UploadedFile:
        found: UploadedFile = self.cleaned_data["dokumen"]
        if (found.size or 0) > MOST_BYTES:
            raise ValidationError(_("Berkas melebihi 10 MB."))
        if found.read(5) != b"%PDF-":
            raise ValidationError(_("Ini bukan berkas PDF."))
        found.seek(0)
        return found

    def content(self) -> bytes:
        content: bytes = self.cleaned_data["dokumen"].read()
        return content
