"""Forms of the reconciliation with SIASN."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prestasi.exchange.models import DifferenceQuestion


class AskForm(forms.Form):
    """Whom to ask and in which words; both may stay as they are."""

    of = forms.ChoiceField(
        label=_("Tanyakan kepada"), choices=[("person", _("Pegawai")), ("unit", _("Pimpinan unit"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Pertanyaan"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kosongkan untuk pertanyaan baku yang menyebut kedua nilai."),
    )  # fmt: skip


class KeepForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), required=False, max_length=500,
        help_text=_("Boleh kosong. Ikut dalam daftar koreksi untuk BKN, misalnya nomor surat keputusan."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Mana yang benar?"), choices=DifferenceQuestion.Answer.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Keterangan"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila keduanya keliru: nilai yang benar, dan dari surat mana."),
    )  # fmt: skip
