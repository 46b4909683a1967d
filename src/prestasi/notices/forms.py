"""The one form of notices: what, when, and when not."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

HOURS = [(f"{hour:02d}:00", f"{hour:02d}.00") for hour in range(24)]


def _hour(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


class ChoicesForm(forms.Form):
    """Channels and quiet hours."""

    digest = forms.BooleanField(label=_("Rangkuman harian pukul 07.30"), required=False)
    deadlines = forms.BooleanField(label=_("Batas waktu, langsung"), required=False)
    quiet_from = forms.TypedChoiceField(label=_("Jam tenang mulai"), choices=HOURS, coerce=_hour)
    quiet_until = forms.TypedChoiceField(label=_("sampai"), choices=HOURS, coerce=_hour)
    quiet_weekends = forms.BooleanField(label=_("Tenang sepanjang Sabtu dan Minggu"), required=False)
