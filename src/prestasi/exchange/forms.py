"""Forms of import and export: the file, the mapping, one row, the last yes; what a download is for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.accounts.roles import Role, label
from prestasi.core.lists import Listing
from prestasi.exchange.columns import KINDS, Column
from prestasi.exchange.models import FileFormat, ImportBatch
from prestasi.people.pick_field import date_field


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Lembar kerja"), help_text=_("XLSX, ODS atau CSV, paling besar 40 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
        error_messages={"required": _("Pilih berkas dahulu."), "empty": _("Berkas ini kosong.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Isinya"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: list[str], chosen: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        labels = dict(ImportBatch.Kind.choices)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = chosen if chosen in kinds else next(iter(kinds), None)


class MappingForm(forms.Form):
    """One choice per known column: which column of the sheet holds it."""

    effective_on = date_field(_("Berlaku mulai, bila baris tidak menyebut tanggal"))

    def __init__(self, *args: Any, batch: ImportBatch, **options: Any) -> None:
        initial = {**batch.mapping, "effective_on": batch.effective_on}
        options["initial"] = initial
        super().__init__(*args, **options)
        if batch.kind == ImportBatch.Kind.SIASN:
            self.fields["effective_on"].label = _("Keadaan SIASN per tanggal")
        heads = [(i, head) for i, head in enumerate(batch.columns) if head]
        for column in KINDS[batch.kind]:
            self.fields[column.name] = forms.TypedChoiceField(
                label=str(column.label), choices=[("", _("– tidak ada –")), *heads], coerce=int, empty_value=None,
                required=False,
            )  # fmt: skip

    def mapping(self) -> dict[str, int]:
        return {name: v for name, v in self.cleaned_data.items() if name != "effective_on" and v is not None}


class RowForm(forms.Form):
    """The cells of one row as text; what they must be is said by the check, not here."""

    def __init__(self, *args: Any, cells: list[tuple[Column, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for column, text in cells:
            field = forms.CharField(label=str(column.label), required=False, initial=text, max_length=500)
            self.fields[column.name] = field


class UndoForm(forms.Form):
    reason = forms.CharField(label=_("Alasan pembatalan"), max_length=200)


class PurposeField(forms.CharField):
    """*Keperluan*: asked whenever facts about other people leave the system."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Untuk keperluan apa?"), min_length=10, max_length=200,
            help_text=_("Tercatat bersama nama Anda dan dapat dibaca auditor."),
            error_messages={"min_length": _("Jelaskan keperluannya, paling sedikit 10 huruf.")},
        )  # fmt: skip


class DownloadForm(forms.Form):
    """What a download needs: the form of the file, and the purpose when the list is about people."""

    file_format = forms.ChoiceField(
        label=_("Bentuk berkas"), choices=FileFormat.choices[:2], initial=FileFormat.XLSX, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, listing: Listing, **options: Any) -> None:
        super().__init__(*args, **options)
        if listing.personal:
            self.fields["purpose"] = PurposeField()


class RunForm(DownloadForm):
    """The same for a report, which may also be JSON; the format of the saved view is chosen beforehand."""

    file_format = forms.ChoiceField(label=_("Bentuk berkas"), choices=FileFormat.choices, widget=forms.RadioSelect)
    field_order = ["purpose", "file_format"]


class ViewForm(forms.Form):
    """A view to be kept: its name, its columns, and the roles it is shared with."""

    name = forms.CharField(label=_("Nama laporan"), max_length=80)
    columns = forms.MultipleChoiceField(
        label=_("Kolom"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu kolom.")},
    )  # fmt: skip
    shared_with = forms.MultipleChoiceField(
        label=_("Bagikan kepada peran"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Yang dibagikan resepnya. Tiap orang hanya melihat baris dalam jangkauan pandangnya sendiri."),
    )  # fmt: skip

    def __init__(self, *args: Any, listing: Listing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["columns"].choices = [(c.key, c.head) for c in listing.columns]  # type: ignore[attr-defined]
        self.fields["shared_with"].choices = [(r.value, label(r.value)) for r in Role]  # type: ignore[attr-defined]
