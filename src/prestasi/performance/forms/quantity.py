"""Numbers as Indonesians type them: decimal comma, thousands dot."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prestasi.core import formats

PLAIN = re.compile(r"[-−]?\d+([.,]\d{1,4})?")
GROUPED = re.compile(r"[-−]?\d{1,3}(\.\d{3})+(,\d{1,4})?")
NOT_A_NUMBER = _("Tulis angka saja, misalnya 92 atau 92,5.")


def parse_quantity(text: str) -> Decimal:
    """Text like 1.234,5 or 92.5 -> Decimal, ValueError otherwise. A dot before three digits groups thousands."""
    bare = text.strip().replace("\u00a0", "").replace(" ", "")
    if GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not PLAIN.fullmatch(bare):
        raise ValueError(text)
    return Decimal(bare.replace(",", ".").replace("−", "-"))


class QuantityField(forms.CharField):
    """A measured quantity with up to four decimals; text gives a clear message."""

    HUNDRED = Decimal(100)

    def __init__(self, **options: Any) -> None:
        self.message = options.pop("message", NOT_A_NUMBER)
        super().__init__(**{"required": False, "max_length": 24} | options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if text in self.empty_values:
            return None
        if len(text) > (self.max_length or 0):
            raise ValidationError(self.message, code="number")
        try:
            return parse_quantity(text)
        except ValueError as error:
            raise ValidationError(self.message, code="number") from error

    def run_validators(self, value: Any) -> None:
        """The length is a matter of the text (the widget's maxlength); a Decimal has none."""

    def prepare_value(self, value: Any) -> Any:
        return formats.number(f"{value.normalize():f}") if isinstance(value, Decimal) else value
