"""The form of a new key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.api.actions.keys import DAYS


class KeyForm(forms.Form):
    label = forms.CharField(
        label=_("Sistem yang memakainya"), max_length=80, help_text=_("Misalnya SIMPUS Puskesmas Minggir.")
    )
    days = forms.TypedChoiceField(
        label=_("Masa berlaku"), coerce=int, initial=DAYS[1], widget=forms.RadioSelect,
        choices=[(days, _("%s hari") % days) for days in DAYS],
    )  # fmt: skip
