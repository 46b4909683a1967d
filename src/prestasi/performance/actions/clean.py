"""What a result and an indicator must be before they are stored. Raises Invalid by field."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from prestasi.core.errors import Invalid
from prestasi.performance.models import ExpectedResult, Indicator

RESULT_FIELDS = ("text", "kind", "classification", "perspective", "success_note", "unlinked_reason")
INDICATOR_FIELDS = (
    "name", "aspect", "unit_of_measure", "direction", "start_value", "target", "target_low", "target_high", "combine",
    "frequency", "formula", "data_source", "levels", "weight_bp",
)  # fmt: skip
NUMBERS = ("start_value", "target", "target_low", "target_high")
LARGEST = Decimal(10) ** 14


def clean_result(values: Mapping[str, Any]) -> dict[str, Any]:
    """Known fields of a result, with text in one line and choices checked."""
    kept = {name: values[name] for name in RESULT_FIELDS if name in values}
    errors = {}
    if "text" in kept:
        kept["text"] = " ".join(str(kept["text"]).split())
        if len(kept["text"]) < 5:
            errors["text"] = _("Tulis hasil kerja dalam satu kalimat.")
        elif len(kept["text"]) > 500:
            errors["text"] = _("Paling banyak 500 huruf.")
    errors |= _choices(kept, ExpectedResult, "kind", "classification")
    if kept.get("perspective"):
        errors |= _choices(kept, ExpectedResult, "perspective")
    if errors:
        raise Invalid(errors)
    return kept


def clean_indicator(values: Mapping[str, Any], form: str) -> dict[str, Any]:
    """Known fields of an indicator. A quantitative form wants numbers; a range wants both ends in order."""
    kept = {name: values[name] for name in INDICATOR_FIELDS if name in values}
    errors = _choices(kept, Indicator, "aspect", "direction", "combine", "frequency")
    kept["name"] = " ".join(str(kept.get("name", "")).split())[:300]
    if len(kept["name"]) < 3:
        errors["name"] = _("Tulis nama indikator.")
    errors |= _numbers(kept)
    errors |= _levels(kept) if form.endswith("L") else _targets(kept)
    weight = kept.get("weight_bp")
    if weight is not None and not 0 < weight <= 10_000:
        errors["weight_bp"] = _("Bobot antara 0 dan 100 persen.")
    if errors:
        raise Invalid(errors)
    return kept


def _choices(kept: Mapping[str, Any], model: Any, *names: str) -> dict[str, str]:
    return {
        name: _("Pilih salah satu.")
        for name in names
        if name in kept and kept[name] not in {value for value, _label in model._meta.get_field(name).choices}
    }


def _numbers(kept: Mapping[str, Any]) -> dict[str, str]:
    errors = {}
    for name in NUMBERS:
        value = kept.get(name)
        if value is not None and not isinstance(value, Decimal):
            errors[name] = _("Target harus angka, misalnya 92 atau 92,5. Tulis satuannya di kolom satuan.")
        elif value is not None and abs(value) >= LARGEST:
            errors[name] = _("Angka terlalu besar.")
    return errors


def _targets(kept: dict[str, Any]) -> dict[str, str]:
    if kept.get("direction") == "range":
        kept["target"] = None
        return _range(kept)
    kept["target_low"] = kept["target_high"] = None
    errors = {}
    if kept.get("target") is None:
        errors["target"] = _("Isi target dengan angka, misalnya 92 atau 92,5.")
    if not str(kept.get("unit_of_measure", "")).strip():
        errors["unit_of_measure"] = _("Isi satuan, misalnya persen, orang, atau hari.")
    return errors


def _range(kept: Mapping[str, Any]) -> dict[str, str]:
    low, high = kept.get("target_low"), kept.get("target_high")
    if low is None or high is None:
        missing = "target_low" if low is None else "target_high"
        return {missing: _("Rentang perlu batas bawah dan batas atas.")}
    if not (isinstance(low, Decimal) and isinstance(high, Decimal)):
        return {}
    return {} if low <= high else {"target_high": _("Batas atas lebih kecil daripada batas bawah.")}


def _levels(kept: dict[str, Any]) -> dict[str, str]:
    """Qualitative: three described levels, the middle one is what is expected."""
    levels = kept.get("levels") or []
    texts = [" ".join(str(level.get("text", "")).split()) for level in levels]
    if len(texts) != 3 or not all(texts):
        return {"levels": _("Jelaskan ketiga tingkat: di atas, sesuai, dan di bawah ekspektasi.")}
    kept["levels"] = [{"level": number, "text": text[:400]} for number, text in enumerate(texts, 1)]
    kept["target"] = kept["target_low"] = kept["target_high"] = None
    return {}
