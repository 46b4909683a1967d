"""Forms of a *tim kerja*."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.performance.forms.plan import ActForm, EndForm, area

DAY = {"type": "date"}


class TeamForm(ActForm):
    """A new team, as its decree says."""

    name = forms.CharField(label=_("Nama tim"), max_length=160)
    unit_id = forms.TypedChoiceField(label=_("Unit penanggung jawab"), coerce=int)
    decree_number = forms.CharField(label=_("Nomor surat keputusan atau surat tugas"), max_length=80)
    leader_number = forms.CharField(label=_("NIP pemimpin tim"), max_length=24)
    starts_on = forms.DateField(label=_("Hari pertama"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Hari terakhir"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    purpose = forms.CharField(label=_("Tujuan"), max_length=300, required=False, widget=area())
    members = forms.CharField(
        label=_("Anggota"), required=False, widget=area(5), max_length=20_000,
        help_text=_("Satu NIP per baris, dari unit mana pun. Tugasnya boleh ditulis sesudah koma."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit_id"].choices = units  # type: ignore[attr-defined]


class MembersForm(ActForm):
    """More members."""

    members = forms.CharField(
        label=_("Tambah anggota"), widget=area(3), max_length=20_000,
        help_text=_("Satu NIP per baris; tugasnya boleh ditulis sesudah koma."),
    )  # fmt: skip


class TeamEndForm(EndForm):
    """Ending a team before its last day."""


class GiveForm(ActForm):
    """A shared result given to members."""

    text = forms.CharField(label=_("Bunyi untuk anggota"), max_length=500, widget=area(), required=False)
    people = forms.TypedMultipleChoiceField(label=_("Anggota"), coerce=int, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
