"""The forms of notices: what, when, when not, and on which device."""

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
    push_digest = forms.BooleanField(label=_("Rangkuman harian ke perangkat"), required=False)
    push_deadlines = forms.BooleanField(label=_("Batas waktu ke perangkat"), required=False)


class DeviceForm(forms.Form):
    """What the script puts in after the browser has subscribed; names as in the browser's own subscription."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=88)
    auth = forms.CharField(max_length=24)
    former = forms.CharField(max_length=1000, required=False)
