"""Forms of objections: they read and clean, the actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.objection.actions.filing import Target
from prestasi.objection.models import Outcome
from prestasi.performance.actions.progress import NewEvidence
from prestasi.performance.files import Unacceptable, take_in
from prestasi.performance.files.limits import FIELD
from prestasi.performance.forms.progress import MOST_FILES, FilesField
from prestasi.performance.models.evaluation import Rating

RATINGS = [(str(number), label) for number, label in Rating.choices]


def _text(label: Any, rows: int = 4, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **given)


def _rating(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=False, choices=RATINGS, widget=forms.RadioSelect
    )


class EvidenceForm(forms.Form):
    """A form that takes files. Files that cannot be evidence become errors of the form."""

    berkas = FilesField(label=_("Bukti"), required=False)

    def evidence(self) -> list[NewEvidence]:
        found = []
        for upload in self.cleaned_data.get(FIELD, [])[:MOST_FILES]:
            try:
                kept = take_in(upload)
            except Unacceptable as refused:
                self.add_error(FIELD, f"{upload.name}: {refused.message}")
            else:
                found.append(NewEvidence("photo" if kept.is_image else "file", kept.title, "", kept))
        return found


class FilingForm(EvidenceForm):
    """`choices` are (value, label) of what can be contested."""

    targets = forms.MultipleChoiceField(
        label=_("Yang mana yang Anda nilai keliru?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu yang Anda nilai keliru.")},
    )  # fmt: skip
    reason = _text(_("Mengapa keliru?"), help_text=_("Sebut fakta, tanggal, dan angka. Penilai Anda membacanya."))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["targets"].choices = choices  # type: ignore[attr-defined]

    def clean_targets(self) -> list[Target]:
        parts = [value.partition(":") for value in self.cleaned_data["targets"]]
        return [Target(kind, int(number) if number else None) for kind, _colon, number in parts]


class AnswerForm(EvidenceForm):
    answer = _text(_("Penjelasan Anda"), help_text=_("Pegawai, analis, dan pejabat pemutus membacanya."))


class RatingsForm(forms.Form):
    """Both ratings, for a change or a new rating."""

    result_rating = _rating(_("Hasil kerja"))
    behaviour_rating = _rating(_("Perilaku kerja"))


class RecommendForm(RatingsForm):
    outcome = forms.ChoiceField(label=_("Rekomendasi"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = _text(_("Pertimbangan"), help_text=_("Dibaca pejabat pemutus; sesudah putusan juga oleh kedua pihak."))
    lock_version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecideForm(RatingsForm):
    outcome = forms.ChoiceField(label=_("Putusan"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = _text(_("Alasan putusan"), help_text=_("Pegawai dan penilai membacanya."))
    headnote = forms.CharField(
        label=_("Kaidah untuk perkara serupa"), required=False, max_length=300,
        help_text=_("Satu kalimat tanpa nama; menjadi preseden."),
    )  # fmt: skip
    independent = forms.BooleanField(
        label=_("Saya bukan kerabat dan tidak berkepentingan dengan para pihak"), required=False
    )
    lock_version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RerateForm(RatingsForm):
    reason = _text(_("Alasan penilaian baru"), 3)


class StepAsideForm(forms.Form):
    conflict_reason = forms.CharField(
        label=_("Hubungan atau kepentingan"), max_length=300, help_text=_("Hanya tercatat dalam berkas perkara.")
    )
