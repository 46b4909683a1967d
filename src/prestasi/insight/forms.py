"""Forms of the control room and of the performance years."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class VacantForm(forms.Form):
    """Which vacant posts the head above leads, from when until before which day, by which order."""

    position_ids = forms.TypedMultipleChoiceField(
        label=_("Jabatan kosong"), coerce=int, error_messages={"required": _("Pilih sedikitnya satu jabatan kosong.")}
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DATE)
    ends_on = forms.DateField(label=_("Sampai sebelum"), widget=DATE)
    decree = forms.CharField(label=_("Nomor surat perintah"), max_length=120)

    def offering(self, ids: list[int]) -> VacantForm:
        """The same form with these posts to choose from."""
        self.fields["position_ids"].choices = [(pk, str(pk)) for pk in ids]  # type: ignore[attr-defined]
        return self

    @staticmethod
    def usual(day: dt.date) -> dict[str, dt.date]:
        return {"starts_on": day, "ends_on": day + dt.timedelta(days=90)}


class YearForm(forms.Form):
    """The last day for the plans of a year that is being prepared."""

    plan_due_on = forms.DateField(label=_("Rencana disepakati paling lambat"), widget=DATE)
