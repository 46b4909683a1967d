"""Forms of reports, simulations, openings, and what a person says about the own circumstances."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.fairness import mapping
from prestasi.fairness.actions.openings import Terms
from prestasi.fairness.models.circumstance import WorkingPattern
from prestasi.fairness.queries.words import GROUPS
from prestasi.performance.queries.words import PREDICATE_WORDS, RATING_WORDS


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def day(label: Any) -> forms.DateField:
    """A day from a calendar, or typed as 8/10/2026."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"])


class ReportForm(forms.Form):
    official = forms.TypedChoiceField(
        label=_("Pejabat penanda tangan"), coerce=int, empty_value=None,
        help_text=_("Pimpinan tinggi yang memeriksa laporan; bukan Anda."),
        error_messages={"required": _("Pilih pejabat penanda tangan.")},
    )  # fmt: skip

    def __init__(self, *args: Any, officials: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["official"].choices = [("", _("Pilih pejabat")), *officials]  # type: ignore[attr-defined]


class SignForm(forms.Form):
    statement = forms.CharField(
        label=_("Pertimbangan Anda"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Apa yang Anda periksa pada selisih yang ditandai, dan apa tindak lanjutnya."),
        error_messages={"required": _("Tulis pertimbangan Anda.")},
    )  # fmt: skip
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


BASES = (
    ("decided", _("Sebagaimana ditetapkan penilai")),
    ("items", _("Dari rating butir hasil kerja")),
    ("achievement", _("Dari rata-rata capaian")),
)


ALLOWANCES = (
    ("", _("Tidak dihitung: instansi belum punya rumus di sini")),
    ("tpp-predicate-1", _("Contoh menurut predikat (belum diverifikasi)")),
    ("tpp-jakarta-2021", _("TPP DKI Jakarta 2021 menurut capaian (contoh, belum diverifikasi)")),
)


def rupiah(label: Any) -> forms.IntegerField:
    """Whole rupiah a month, as figures without dots."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=mapping.MOST_AMOUNT)


class SimulationForm(forms.Form):
    """A draft of the rules; with nothing changed the replay gives the past."""

    period = forms.TypedChoiceField(label=_("Periode yang diputar ulang"), coerce=int)
    title = forms.CharField(label=_("Nama simulasi"), max_length=120)
    basis = forms.ChoiceField(label=_("Rating hasil kerja"), choices=BASES, initial="decided")
    majority_of = forms.IntegerField(
        label=_("Sebagian besar: lebih dari satu per"), min_value=2, max_value=10, initial=2, required=False
    )
    small_part_of = forms.IntegerField(
        label=_("Sebagian kecil: paling banyak satu per"), min_value=2, max_value=20, initial=3, required=False
    )
    main_only = forms.BooleanField(label=_("Hanya hasil kerja utama"), required=False)
    above_from = forms.IntegerField(
        label=_("Di atas ekspektasi mulai capaian (persen)"), min_value=1, max_value=1000, initial=110, required=False
    )
    below_under = forms.IntegerField(
        label=_("Di bawah ekspektasi kurang dari (persen)"), min_value=1, max_value=1000, initial=90, required=False
    )
    most_very_good = forms.IntegerField(
        label=_("Sangat baik paling banyak (persen tiap unit)"), min_value=0, max_value=100, required=False
    )
    allowance = forms.ChoiceField(label=_("Rumus tambahan penghasilan"), choices=ALLOWANCES, required=False)

    def __init__(self, *args: Any, periods: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]
        for result, behaviour, predicate in mapping.quadrant_cells():
            self.fields[f"cell_{result}_{behaviour}"] = forms.ChoiceField(
                label=f"{_rating(result)} + {_rating(behaviour)}", choices=_predicates(), initial=predicate,
                required=False,
            )  # fmt: skip
        for kind in mapping.KINDS:
            self.fields[f"low_{kind}"] = rupiah(_("%(kind)s, terendah") % {"kind": GROUPS["kind"][kind]})
            self.fields[f"high_{kind}"] = rupiah(_("%(kind)s, tertinggi") % {"kind": GROUPS["kind"][kind]})

    def ranges(self) -> list[forms.BoundField]:
        """Lowest and highest monthly amount of each kind of post."""
        return [self[f"{end}_{kind}"] for kind in mapping.KINDS for end in ("low", "high")]

    def amounts(self) -> dict[str, tuple[int, int]]:
        """Kinds with an amount; one figure alone is known exactly."""
        found: dict[str, tuple[int, int]] = {}
        for kind in mapping.KINDS:
            given = [n for end in ("low", "high") if (n := self.cleaned_data.get(f"{end}_{kind}")) is not None]
            if given:
                found[kind] = (given[0], given[-1])
        return found

    def cells(self) -> list[forms.BoundField]:
        """The nine cells of the quadrant, best first."""
        return [self[name] for name in self.fields if name.startswith("cell_")]

    def draft(self) -> mapping.Draft:
        """What the form says as a draft; fields left empty stay as published."""
        given = self.cleaned_data
        changed = {
            f"{result}/{behaviour}": code
            for result, behaviour, published in mapping.quadrant_cells()
            if (code := given.get(f"cell_{result}_{behaviour}")) and code != published
        }
        return mapping.Draft(
            basis=given["basis"], majority_of=given["majority_of"] or 2, small_part_of=given["small_part_of"] or 3,
            main_only=given["main_only"], above_from=(given["above_from"] or 110) * 100,
            below_under=(given["below_under"] or 90) * 100, cells=changed, most_very_good=given["most_very_good"],
            allowance=given["allowance"], amounts=self.amounts() if given["allowance"] else {},
        )  # fmt: skip


def _rating(code: str) -> str:
    return str(RATING_WORDS[mapping.RATING_CODES.index(code) + 1])


def _predicates() -> list[tuple[str, str]]:
    return [(code, str(PREDICATE_WORDS[number])) for code, number in mapping.NUMBERS.items()]


class OpeningForm(forms.Form):
    """The four things an analyst decides about a period; all are filled from the last one."""

    ruleset = forms.ChoiceField(label=_("Versi aturan predikat"))
    self_due_on = day(_("Batas evaluasi diri"))
    rating_due_on = day(_("Batas penilaian"))
    confirm_due_on = day(_("Batas penetapan"))

    def __init__(self, *args: Any, rulesets: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ruleset"].choices = [(i, f"{title} ({i})") for i, title in rulesets]  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class RefusalForm(forms.Form):
    lock_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Alasan penolakan"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CircumstanceForm(forms.Form):
    working_pattern = forms.ChoiceField(
        label=_("Pola kerja"), required=False, choices=[("", _("Tidak saya isi")), *WorkingPattern.choices]
    )
    disability = forms.ChoiceField(
        label=_("Penyandang disabilitas"), required=False,
        choices=[("", _("Tidak saya isi")), ("yes", _("Ya")), ("no", _("Tidak"))],
    )  # fmt: skip

    def has_disability(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["disability"])
