"""What the pages of calibration, determination and reopening take in."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


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
    return [int(text) for text in data.getlist(name) if text.isdecimal() and len(text) < 16]


def number(text: str | None, *, upto: int | None = None) -> int | None:
    """A whole number from a form or an address, None for anything else."""
    if not text or not text.isdecimal() or len(text) > 15:
        return None
    found = int(text)
    return None if upto is not None and not 1 <= found <= upto else found
