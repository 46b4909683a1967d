"""What a refused field says, in our own words: what to do, not what is invalid. One place for every form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.translation import gettext_lazy as _

WORDS: tuple[tuple[type[forms.Field], str, Any], ...] = (
    (forms.Field, "required", _("Isi bagian ini.")),
    (forms.DateField, "invalid", _("Tulis tanggal seperti 8/10/2026.")),
    (forms.TimeField, "invalid", _("Tulis jam seperti 07.30.")),
    (forms.IntegerField, "invalid", _("Isi dengan bilangan bulat, misalnya 12.")),
    (forms.DecimalField, "invalid", _("Tulis angka saja, misalnya 92 atau 92,5.")),
    (forms.ChoiceField, "invalid_choice", _("Pilih salah satu yang tersedia.")),
    (forms.MultipleChoiceField, "invalid_choice", _("Pilih dari yang tersedia.")),
    (forms.ModelChoiceField, "invalid_choice", _("Pilih salah satu yang tersedia.")),
)


def speak_plainly() -> None:
    """Put our words in the place of Django's. Fields with words of their own keep them."""
    for field, name, words in WORDS:
        field.default_error_messages = {**field.default_error_messages, name: words}
    MaxLengthValidator.message = _("Paling banyak %(limit_value)d huruf; sekarang %(show_value)d.")
    MinLengthValidator.message = _("Paling sedikit %(limit_value)d huruf; sekarang %(show_value)d.")
