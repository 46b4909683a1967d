"""Forms of the audit pages; all are read from the address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.audit.queries.search import Filters, kinds


def _kind_choices() -> list[tuple[str, str]]:
    return [("", str(_("Semua jenis"))), *kinds()]


class SearchForm(forms.Form):
    """Filters of the event search. What cannot be read is said and does not narrow."""

    jenis = forms.ChoiceField(label=_("Jenis"), choices=_kind_choices, required=False)
    orang = forms.CharField(label=_("Orang"), max_length=80, required=False)
    unit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    sejak = forms.DateField(
        label=_("Sejak"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sampai = forms.DateField(
        label=_("Sampai"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    teks = forms.CharField(label=_("Kata"), max_length=80, required=False)
    urut = forms.ChoiceField(
        label=_("Urutan"), required=False, choices=[("", _("Terbaru dahulu")), ("lama", _("Terlama dahulu"))]
    )

    def filters(self) -> Filters:
        """The valid part of what was asked."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            kind=given.get("jenis") or "", person=given.get("orang") or "", unit=given.get("unit"),
            since=given.get("sejak"), until=given.get("sampai"), text=given.get("teks") or "",
            oldest_first=given.get("urut") == "lama",
        )  # fmt: skip


class CheckForm(forms.Form):
    """Number and hash as printed on a receipt."""

    nomor = forms.CharField(label=_("Nomor"), max_length=40, help_text=_("Misalnya PR-2026-0001234."))
    sidik = forms.CharField(label=_("Sidik"), max_length=90, help_text=_("Tiga kelompok berisi empat huruf dan angka."))
