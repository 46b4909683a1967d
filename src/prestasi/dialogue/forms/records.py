"""Forms of reading, feedback, guidance and improvement: they read and clean, the actions decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.dialogue.actions.guidance import Scored
from prestasi.dialogue.actions.improvement import Step
from prestasi.dialogue.models import ImprovementPlan
from prestasi.people.pick_field import date_field
from prestasi.performance.queries.words import VALUES


class CommentForm(forms.Form):
    """A sentence about what was read."""

    text = forms.CharField(label=_("Komentar"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    about = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class BothForm(forms.Form):
    """One strength, one suggestion; `about` is `r<result id>` or `p<value>`."""

    strength = forms.CharField(
        label=_("Satu kekuatan"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang berjalan baik, dan apa akibatnya."),
    )  # fmt: skip
    suggestion = forms.CharField(
        label=_("Satu saran"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang dapat dicoba lain kali."),
    )  # fmt: skip
    about = forms.ChoiceField(label=_("Tentang"))

    def __init__(self, *args: Any, results: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (_("Hasil kerja"), [(f"r{pk}", text) for pk, text in results]),
            (_("Perilaku kerja"), [(f"p{n}", word) for n, word in enumerate(VALUES, 1)]),
        ]

    def given(self) -> dict[str, Any]:
        """Keywords for `give_both`."""
        about = self.cleaned_data["about"]
        target = {"result_id" if about[0] == "r" else "behaviour": int(about[1:])}
        return {"strength": self.cleaned_data["strength"], "suggestion": self.cleaned_data["suggestion"],
                "about": target}  # fmt: skip


class AppreciateForm(forms.Form):
    """Praise for a value that a piece of evidence shows."""

    behaviour = forms.TypedChoiceField(
        label=_("Nilai"), choices=[(n, word) for n, word in enumerate(VALUES, 1)], coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Satu kalimat"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang Anda lihat pada bukti ini. Nama Anda tercantum."),
    )  # fmt: skip


STATEMENTS = (
    (_("Pegawai"), (
        _("Saya merasa diperhatikan dan dipahami"),
        _("Langkah yang sudah saya ambil dihargai"),
        _("Saya dapat berbicara dengan leluasa"),
    )),
    (_("Pimpinan atau pihak lain"), (
        _("Pandangannya bertumpu pada fakta yang akurat"),
        _("Pandangannya positif"),
        _("Lebih banyak bertanya daripada menggurui"),
    )),
    (_("Keduanya"), (
        _("Membantu menemukan penyelesaian dan tindakan"),
        _("Tahu apa yang dilakukan berikutnya"),
        _("Memahami tujuan bimbingan"),
    )),
)  # fmt: skip


class GuidanceForm(forms.Form):
    """Form B.1.8: nine statements, each yes or no, and a note."""

    note = forms.CharField(label=_("Catatan"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [text for _group, texts in STATEMENTS for text in texts]
        for number, text in enumerate(words, 1):
            self.fields[f"q{number}"] = forms.TypedChoiceField(
                label=text, choices=[("ya", _("Ya")), ("tidak", _("Tidak"))], widget=forms.RadioSelect,
                coerce=lambda value: value == "ya",
            )  # fmt: skip

    def answers(self) -> list[bool]:
        return [self.cleaned_data[f"q{number}"] for number in range(1, 10)]

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The questions as they stand in the form: group, bound fields."""
        fields = [self[f"q{number}"] for number in range(1, 10)]
        return [(group, fields[3 * n : 3 * n + 3]) for n, (group, _texts) in enumerate(STATEMENTS)]


class CompetenceForm(forms.Form):
    """One row of form B.1.9; a row without a competence is left out."""

    competence = forms.CharField(label=_("Kompetensi pegawai"), max_length=160, required=False)
    score = forms.TypedChoiceField(
        label=_("Nilai"), choices=[("", "–"), *((n, str(n)) for n in range(1, 6))], coerce=int, required=False,
        empty_value=None,
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan"), max_length=400, required=False)

    def __init__(self, *args: Any, row: int, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": f"c{row}"})
        self.row = row

    def scored(self) -> Scored | None:
        given = self.cleaned_data if self.is_valid() else {}
        if not any(given.values()):
            return None
        return Scored(self.row, given["competence"], given["score"], given["reason"])


class ImprovementForm(forms.Form):
    """What is expected at the end of the six months."""

    expectation = forms.CharField(
        label=_("Yang akan terlihat bila kinerja kembali sesuai ekspektasi"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    lock_version = forms.IntegerField(widget=forms.HiddenInput)


class StepForm(forms.Form):
    """One step of an improvement plan; an empty row is left out."""

    text = forms.CharField(label=_("Langkah"), max_length=300, required=False)
    sign = forms.CharField(label=_("Tanda berhasil"), max_length=200, required=False)
    due_on = date_field(_("Paling lambat"), required=False)
    support = forms.CharField(label=_("Dukungan atasan"), max_length=200, required=False)

    def __init__(self, *args: Any, row: int, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": f"s{row}"})
        self.row = row

    def step(self) -> Step | None:
        given = self.cleaned_data if self.is_valid() else dict(self.cleaned_data)
        if not (given.get("text") or given.get("sign") or given.get("support")):
            return None
        return Step(self.row, given.get("text", ""), given.get("sign", ""), given.get("due_on"),
                    given.get("support", ""))  # fmt: skip


class OutcomeForm(forms.Form):
    """How an improvement plan ended."""

    outcome = forms.ChoiceField(label=_("Hasil"), choices=ImprovementPlan.Outcome.choices)
    note = forms.CharField(label=_("Dasar penilaian"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def rows_of(form: Any, data: QueryDict | None, known: Sequence[dict[str, Any]], at_least: int, most: int) -> list[Any]:
    """Numbered rows of one form: the typed ones as they were, or the known ones and empty ones below."""
    if data is not None:
        return [form(data, row=n) for n in range(1, most + 1) if any(key.startswith(f"{form_prefix(form)}{n}-")
                                                                     for key in data)]  # fmt: skip
    count = min(max(at_least, len(known) + 1), most)
    return [form(row=n, initial=known[n - 1] if n <= len(known) else None) for n in range(1, count + 1)]


def form_prefix(form: type[forms.Form]) -> str:
    return "c" if form is CompetenceForm else "s"
