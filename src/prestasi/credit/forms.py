"""Forms of credit points: they read and clean, the actions decide."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prestasi.credit import mapping
from prestasi.credit.actions.opening import NewOpening
from prestasi.credit.models.balance import PARTS
from prestasi.credit.queries.words import ORIGINS, grade_words
from prestasi.people.models import Education
from prestasi.performance.files import Unacceptable, take_in
from prestasi.performance.files.limits import FIELD
from prestasi.performance.forms.progress import FilesField, web_address
from prestasi.performance.forms.quantity import QuantityField

NOT_POINTS = _("Tulis angka dengan koma, paling banyak tiga desimal, misalnya 62,5.")


class PointsField(QuantityField):
    """Credit points as typed, with a decimal comma; cleaned to thousandths."""

    def clean(self, value: Any) -> int:
        found: Decimal | None = super().clean(value)
        scaled = (found or Decimal(0)) * 1000
        if scaled != scaled.to_integral_value() or not 0 <= scaled < 10**8:
            raise ValidationError(NOT_POINTS, code="number")
        return int(scaled)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class OpeningForm(forms.Form):
    """The last PAK of an official."""

    number = forms.CharField(label=_("Nomor PAK"), max_length=80)
    issued_on = _day(_("Tanggal PAK"))
    until = _day(_("Dihitung sampai"))
    level = forms.ChoiceField(label=_("Jenjang"))
    rank = forms.TypedChoiceField(label=_("Pangkat/golongan"), coerce=int)
    degree = forms.ChoiceField(label=_("Ijazah yang sudah dihitung"), choices=Education.Level.choices)
    link = forms.CharField(label=_("Tautan PAK"), required=False, max_length=400)
    berkas = FilesField(label=_("Berkas PAK"), required=False)
    reason = forms.CharField(
        label=_("Alasan koreksi"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level, mapping.level_words(level)) for level in mapping.LEVELS]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        ranks = [(rank, grade_words(rank)) for rank in mapping.GRADES]
        self.fields["rank"].choices = ranks  # type: ignore[attr-defined]
        for name in PARTS:
            self.fields[name] = PointsField(label=ORIGINS[name], message=NOT_POINTS)

    def clean_link(self) -> str:
        return web_address(self.cleaned_data["link"])

    @property
    def points(self) -> list[forms.BoundField]:
        """The fields of the points, in the order of the paper."""
        return [self[name] for name in PARTS]

    def opening(self) -> NewOpening | None:
        """What was typed; None when the file cannot be kept (the form then says why)."""
        data, file = self.cleaned_data, None
        for upload in data.get(FIELD, [])[:1]:
            try:
                file = take_in(upload)
            except Unacceptable as refused:
                self.add_error(FIELD, f"{upload.name}: {refused.message}")
                return None
        return NewOpening(
            number=data["number"], issued_on=data["issued_on"], until=data["until"], level=data["level"],
            rank=data["rank"], degree=data["degree"], points={name: data[name] for name in PARTS},
            link=data["link"], file=file, reason=data["reason"],
        )  # fmt: skip


class PakForm(forms.Form):
    """Putting a determination forward, under the agency's own number."""

    number = forms.CharField(label=_("Nomor PAK yang akan terbit"), max_length=80)
    reason = forms.CharField(label=_("Alasan penggantian"), required=False, max_length=1000)
    code = forms.CharField(required=False, max_length=8)


class DecisionForm(forms.Form):
    """The second person's answer: *setuju* or *tolak* with a reason."""

    putusan = forms.ChoiceField(choices=[("setuju", ""), ("tolak", "")])
    reason = forms.CharField(label=_("Alasan"), required=False, max_length=500)
    code = forms.CharField(required=False, max_length=8)
