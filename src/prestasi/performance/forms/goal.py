"""Forms of unit goals and their indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.performance.forms.plan import TARGET_IS_A_NUMBER, EditForm, area
from prestasi.performance.forms.quantity import QuantityField
from prestasi.performance.models.measure import Combine, Direction, Frequency


class GoalForm(EditForm):
    """A result of a unit below a goal of the region or of a unit above."""

    text = forms.CharField(label=_("Hasil unit"), max_length=1000, widget=area(3))
    parent_id = forms.TypedChoiceField(label=_("Mendukung"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, parents: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent_id"].choices = [("", "—"), *parents]  # type: ignore[attr-defined]


class GoalIndicatorForm(EditForm):
    """A numeric indicator of a unit's goal with the target of the year."""

    name = forms.CharField(label=_("Indikator"), max_length=300, widget=area())
    unit_of_measure = forms.CharField(label=_("Satuan"), max_length=60)
    direction = forms.ChoiceField(label=_("Arah"), choices=[c for c in Direction.choices if c[0] != "range"])
    start_value = QuantityField(label=_("Angka awal"))
    target = QuantityField(label=_("Target tahun ini"), required=True, message=TARGET_IS_A_NUMBER)
    combine = forms.ChoiceField(label=_("Angka beberapa periode"), choices=Combine.choices, initial="last")
    frequency = forms.ChoiceField(label=_("Dicatat"), choices=Frequency.choices, initial="yearly")
    formula = forms.CharField(label=_("Rumus"), max_length=300, required=False)
    data_source = forms.CharField(label=_("Sumber data"), max_length=200, required=False)
