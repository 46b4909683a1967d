"""Reading what was sent: strict, with numbers as exact decimals."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from prestasi.api.actions.post import Value
from prestasi.api.problems import Unreadable
from prestasi.core.errors import Invalid

MOST_BYTES = 16_384
FIELDS = frozenset({"on", "value", "note", "source"})
DECIMAL = re.compile(r"-?\d{1,14}(\.\d{1,4})?")
IDEMPOTENCY = re.compile(r"[\x21-\x7e]{8,200}")


def idempotency_of(request: HttpRequest) -> str:
    """The caller's key of this request. Raises Invalid when it is missing or no plain text of 8 to 200 signs."""
    text = request.headers.get("Idempotency-Key", "")
    if not IDEMPOTENCY.fullmatch(text):
        raise Invalid({"Idempotency-Key": _("Wajib: 8 sampai 200 tanda tanpa spasi, berbeda untuk tiap nilai.")})
    return text


def value_of(request: HttpRequest) -> Value:
    """The body. Raises Unreadable (400, 413, 415) or Invalid with the field."""
    body = _object(request)
    errors = {name: _("Tidak dikenal.") for name in body if name not in FIELDS}
    on, value = _date(body.get("on"), errors), _decimal(body.get("value"), errors)
    source = body.get("source")
    system, reference = _source(source, errors)
    note = body.get("note", "")
    if not isinstance(note, str) or len(note) > 500:
        errors["note"] = _("Teks, paling panjang 500 huruf.")
    if errors or on is None or value is None:
        raise Invalid(errors)
    return Value(on, value, note, system, reference)


def _object(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise Unreadable(415, _("Kirim application/json."))
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise Unreadable(413, _("Isi terlalu besar."))
    try:
        body = json.loads(request.body, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable(400, _("Bukan JSON yang dapat dibaca.")) from None
    if not isinstance(body, dict):
        raise Unreadable(400, _("Kirim satu objek JSON."))
    return body


def _no_constant(text: str) -> None:
    raise ValueError(text)


def _date(given: Any, errors: dict[str, str]) -> dt.date | None:
    try:
        if isinstance(given, str) and len(given) == 10:
            return dt.date.fromisoformat(given)
    except ValueError:
        pass
    errors["on"] = _("Tanggal YYYY-MM-DD.")
    return None


def _decimal(given: Any, errors: dict[str, str]) -> Decimal | None:
    """A number, or the same as text; at most 14 digits and 4 decimals."""
    text = format(given, "f") if isinstance(given, Decimal) else given
    try:
        if isinstance(text, str) and DECIMAL.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:
        pass
    errors["value"] = _("Angka, paling banyak 14 angka dan 4 desimal.")
    return None


def _source(given: Any, errors: dict[str, str]) -> tuple[str, str]:
    """Where the figure comes from: name of the system and number of the record there."""
    known = isinstance(given, dict) and set(given) == {"system", "reference"}
    pair = (given["system"], given["reference"]) if known else ("", "")
    if all(isinstance(text, str) and 0 < len(text.strip()) <= 150 for text in pair):
        return pair[0].strip(), pair[1].strip()
    errors["source"] = _("Objek dengan system dan reference, masing-masing 1 sampai 150 huruf.")
    return "", ""
