"""Catat capaian: figure, evidence, note; indicator and date are preselected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from prestasi.performance.actions.progress import NewEvidence
from prestasi.performance.files import Unacceptable, take_in
from prestasi.performance.files.intake import too_large
from prestasi.performance.files.limits import FIELD
from prestasi.performance.forms.quantity import QuantityField
from prestasi.performance.queries.achievement import level_words

MOST_FILES = 6
_IS_WEB_ADDRESS = URLValidator(schemes=["https", "http"])


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads in one field."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        clean_one = super().clean
        return [clean_one(one, initial) for one in files if one]


def web_address(text: str) -> str:
    """The address without blanks, or nothing; ValidationError for anything that is no http address."""
    link = text.strip()
    if link:
        try:
            _IS_WEB_ADDRESS(link)
        except ValidationError:
            raise ValidationError(_("Tulis alamat lengkap, misalnya https://…")) from None
    return link


class ReportForm(forms.Form):
    """`choices` are (indicator id, label); `levels` of the chosen indicator make it a choice of described levels."""

    indicator = forms.TypedChoiceField(label=_("Hasil kerja"), coerce=int)
    value = QuantityField(label=_("Realisasi sampai tanggal ini"), required=False)
    level = forms.TypedChoiceField(label=_("Tingkat yang tercapai"), coerce=int, required=False, empty_value=None)
    berkas = FilesField(label=_("Bukti"), required=False)
    link = forms.CharField(label=_("Tautan bukti"), required=False, max_length=400)
    record_number = forms.CharField(label=_("Nomor catatan di sistem lain"), required=False, max_length=200)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    on = forms.DateField(
        label=_("Sampai tanggal"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, choices: Sequence[tuple[int, str]], levels: Sequence[Any] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        described = [(item["level"], f"{level_words(item['level'])}: {item['text']}") for item in levels]
        self.fields["level"].choices = described  # type: ignore[attr-defined]
        self.fields["level"].widget = forms.RadioSelect(choices=self.fields["level"].choices)  # type: ignore[attr-defined]

    def clean_link(self) -> str:
        return web_address(self.cleaned_data["link"])

    def refuse_dropped(self, dropped: Sequence[str]) -> None:
        """Files that the upload handler has stopped for their size."""
        if dropped:
            self.full_clean()
            self.add_error(FIELD, too_large())

    def evidence(self) -> list[NewEvidence]:
        """The evidence of a valid form. Files that cannot be evidence become errors of the form."""
        found = [item for upload in self.cleaned_data[FIELD][:MOST_FILES] if (item := self._taken(upload))]
        if link := self.cleaned_data["link"]:
            found.append(NewEvidence("link", link.split("//", 1)[-1][:200], link))
        if number := self.cleaned_data["record_number"].strip():
            found.append(NewEvidence("record", number, number))
        return found

    def _taken(self, upload: UploadedFile) -> NewEvidence | None:
        try:
            kept = take_in(upload)
        except Unacceptable as refused:
            self.add_error(FIELD, f"{upload.name}: {refused.message}")
            return None
        return NewEvidence("photo" if kept.is_image else "file", kept.title, "", kept)
