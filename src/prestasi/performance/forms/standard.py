"""The form of one indicator of the *pustaka indikator*, in the order of the official manual."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.organization.models import PositionKind
from prestasi.performance.fields_of_government import GovernmentField
from prestasi.performance.forms.plan import EditForm, area
from prestasi.performance.models import Indicator
from prestasi.performance.models.measure import Combine, Direction, Frequency


class StandardForm(EditForm):
    """*Manual indikator kinerja*; at least one of family, kind and field says for whom it is meant."""

    name = forms.CharField(label=_("Indikator"), max_length=300, widget=area())
    definition = forms.CharField(label=_("Pengertian"), max_length=500, widget=area())
    formula = forms.CharField(label=_("Rumus"), max_length=300, widget=area())
    unit_of_measure = forms.CharField(label=_("Satuan"), max_length=60)
    aspect = forms.ChoiceField(label=_("Aspek"), choices=Indicator.Aspect.choices, initial="kualitas")
    direction = forms.ChoiceField(label=_("Arah"), choices=[c for c in Direction.choices if c[0] != "range"])
    combine = forms.ChoiceField(label=_("Angka beberapa periode"), choices=Combine.choices, initial="last")
    frequency = forms.ChoiceField(label=_("Periode pelaporan"), choices=Frequency.choices, initial="quarterly")
    data_source = forms.CharField(label=_("Sumber data"), max_length=200)
    quality_control = forms.CharField(
        label=_("Pengendalian mutu"), max_length=300, widget=area(),
        help_text=_("Siapa memeriksa angkanya, dan dengan apa."),
    )  # fmt: skip
    job_family_id = forms.TypedChoiceField(label=_("Rumpun jabatan"), coerce=int, empty_value=None, required=False)
    position_kind = forms.ChoiceField(
        label=_("Jenis jabatan"), choices=[("", "—"), *PositionKind.choices], required=False
    )
    field = forms.ChoiceField(
        label=_("Bidang urusan"), choices=[("", "—"), *GovernmentField.choices], required=False,
        help_text=_("Paling sedikit satu dari rumpun, jenis, dan bidang. Semua yang diisi harus cocok."),
    )  # fmt: skip

    def __init__(self, *args: Any, families: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["job_family_id"].choices = [("", "—"), *families]  # type: ignore[attr-defined]
