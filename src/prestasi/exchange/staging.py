"""Writing verdicts into the staging table by COPY, chunk by chunk."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection

from prestasi.exchange.comparing import Verdict

_COPY = (
    'COPY exchange_importrow (batch_id, number, status, key, "values", changes, messages) FROM STDIN'
)  # fmt: skip
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def stage(batch_id: int, verdicts: Iterable[Verdict]) -> None:
    """Append rows; one round trip for a chunk."""
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for v in verdicts:
            kept = {name: value for name, value in v.values.items() if value is not None}
            removed = {"superior_removed": True} if v.changes.get("superior", ["", " "])[1] == "" else {}
            copy.write_row(
                (batch_id, v.number, v.status, v.key[:80], _encode({**kept, **removed}),
                 _encode(v.changes) if v.changes else "{}",
                 _encode(v.messages()) if v.errors or v.doubts else "[]")
            )  # fmt: skip
