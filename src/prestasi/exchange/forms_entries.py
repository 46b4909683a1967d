"""The form of a file of daily entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.worklog.forms import time_field
from prestasi.worklog.queries.facts import PlanResult


class EntryFileForm(forms.Form):
    """`results` are the own action plans; `for_all` lets the rows name their persons."""

    file = forms.FileField(
        label=_("Berkas"), help_text=_("XLSX, ODS, CSV, atau kalender ICS, paling besar 40 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.ics"}),
        error_messages={"required": _("Pilih berkas dahulu."), "empty": _("Berkas ini kosong.")},
    )  # fmt: skip
    default_result = forms.TypedChoiceField(
        label=_("Rencana aksi bagi baris yang tidak menyebutnya"), coerce=int, empty_value=None, required=False,
        help_text=_("Kalender dan daftar tugas biasanya tidak menyebut rencana aksi."),
    )  # fmt: skip
    first_at = time_field(_("Jam mulai bagi baris tanpa jam"))

    def __init__(self, *args: Any, results: Sequence[PlanResult], for_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("– tidak ada –")), *((result.id, result.label) for result in results)]
        self.fields["default_result"].choices = choices  # type: ignore[attr-defined]
        self.fields["first_at"].required = False
        self.fields["first_at"].help_text = _(
            "Baris tanpa jam disusun berurutan mulai jam ini. Kosong: baris itu salah."
        )
        if for_all:
            self.fields["for_all"] = forms.BooleanField(
                label=_("Lembar ini memuat banyak pegawai, dikenali dari kolom NIP"), required=False
            )
