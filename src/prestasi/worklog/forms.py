"""The daily entry as a form, in the national form's order; and the small forms around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from prestasi.people.pick_field import date_field
from prestasi.performance.files import Unacceptable, take_in
from prestasi.performance.files.intake import too_large
from prestasi.performance.files.limits import FIELD
from prestasi.performance.forms.progress import web_address
from prestasi.worklog.actions.entry import Attached
from prestasi.worklog.checks import LAST_MINUTE, MOST_REALISATION, NewEntry
from prestasi.worklog.queries.facts import PlanResult


def time_field(label: Any) -> forms.TimeField:
    """A time of the day, typed as 7.30 or chosen from the phone's clock. 24.00 is the end of the day."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    messages = {"invalid": _("Tulis jam seperti 07.30."), "required": _("Isi jamnya.")}
    return DayTimeField(label=label, widget=widget, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
                        error_messages=messages)  # fmt: skip


class DayTimeField(forms.TimeField):
    def to_python(self, value: Any) -> dt.time | None:
        if isinstance(value, str) and value.strip() in {"24:00", "24.00"}:
            return LAST_MINUTE
        return super().to_python(value)


class EntryForm(forms.Form):
    """`results` are the action plans to choose from."""

    activity = forms.CharField(
        label=_("Kegiatan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis kegiatannya, misalnya “Imunisasi di Posyandu Melati”.")},
    )  # fmt: skip
    result = forms.TypedChoiceField(
        label=_("Rencana aksi"), coerce=int,
        error_messages={"required": _("Pilih rencana aksi."), "invalid_choice": _("Pilih dari rencana Anda.")},
    )  # fmt: skip
    on = date_field(_("Tanggal"))
    starts = time_field(_("Mulai"))
    ends = time_field(_("Selesai"))
    realisation = forms.IntegerField(
        label=_("Realisasi"), min_value=0, max_value=MOST_REALISATION, widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": _("Isi dengan bilangan bulat, misalnya 12."), "required": _("Isi realisasinya.")},
    )  # fmt: skip
    unit_of_measure = forms.CharField(
        label=_("Satuan"), max_length=60, error_messages={"required": _("Isi satuannya, misalnya orang.")}
    )
    link = forms.CharField(label=_("Tautan bukti"), required=False, max_length=400)
    berkas = forms.FileField(label=_("Foto atau berkas"), required=False)
    remove_file = forms.BooleanField(label=_("Lepas berkas yang ada"), required=False)
    lock_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, results: Sequence[PlanResult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = [(result.id, result.label) for result in results]  # type: ignore[attr-defined]

    def clean_link(self) -> str:
        return web_address(self.cleaned_data["link"])

    def refuse_dropped(self, dropped: Sequence[str]) -> None:
        """A file that the upload handler has stopped for its size."""
        if dropped:
            self.full_clean()
            self.add_error(FIELD, too_large())

    def entry(self) -> NewEntry:
        given = self.cleaned_data
        return NewEntry(
            given["on"], given["starts"], given["ends"], given["activity"], given["realisation"],
            given["unit_of_measure"], given["result"], given["link"],
        )  # fmt: skip

    def attached(self) -> Attached:
        """The file of a valid form. One that cannot be evidence becomes an error of the form."""
        upload: UploadedFile | None = self.cleaned_data[FIELD]
        if upload is None:
            return Attached(None, self.cleaned_data["remove_file"])
        try:
            return Attached(take_in(upload))
        except Unacceptable as refused:
            self.add_error(FIELD, str(refused.message))
            return Attached()


class AnswerForm(forms.Form):
    """The person's answer to a question."""

    answer = forms.CharField(label=_("Jawaban Anda"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def month_of(text: str | None) -> dt.date | None:
    """The first day of "2026-10"; None for anything else."""
    try:
        found = dt.datetime.strptime(text or "", "%Y-%m").date()
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None
