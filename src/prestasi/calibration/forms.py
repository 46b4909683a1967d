"""What the pages of calibration, determination and reopening take in."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core.http import number_of


class OpenForm(forms.Form):
    """Day of the meeting; the participants come as a list of ticks."""

    meets_on = forms.DateField(
        label=_("Tanggal sidang"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Prabaca sampai hari ini."),
    )

    def members(self) -> list[int]:
        return numbers(self.data, "members")  # type: ignore[arg-type]


class ReopeningForm(forms.Form):
    """Why results are reopened, and until when they may be changed."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
    until = forms.DateField(
        label=_("Dapat diubah sampai"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Sesudah hari ini hasilnya hanya dapat dibaca lagi."),
    )  # fmt: skip


def numbers(data: QueryDict, name: str) -> list[int]:
    """All whole numbers sent under a name; everything else is left out."""
    return [found for text in data.getlist(name) if (found := number_of(text)) is not None]


def number(text: str | None, *, upto: int | None = None) -> int | None:
    """A whole number from a form or an address, None for anything else."""
    found = number_of(text)
    return None if found is None or (upto is not None and not 1 <= found <= upto) else found
