"""One indicator with its reported values, as the interface gives them."""

from __future__ import annotations

from typing import Any

from prestasi.performance.models import Indicator, Progress

MOST, USUAL = 500, 100


def public_id(indicator_id: int) -> str:
    """How an indicator is called outside: `i` and its number."""
    return f"i{indicator_id}"


def series(indicator_id: int, limit: str = "") -> dict[str, Any]:
    """The indicator and its values, newest first; decimals as text, so that none is rounded. Two statements."""
    most = min(max(int(limit), 1), MOST) if limit.isdecimal() and len(limit) < 6 else USUAL
    found = Indicator.objects.get(pk=indicator_id)
    rows = Progress.objects.filter(indicator=found).order_by("-on", "-pk")[:most]
    return {
        "indicator": {
            "id": public_id(found.pk), "name": found.name, "unit": found.unit_of_measure, "target": _text(found.target),
        },
        "values": [{"on": r.on.isoformat(), "value": _text(r.value), "state": r.state, "note": r.note} for r in rows],
    }  # fmt: skip


def _text(value: Any) -> str | None:
    return None if value is None else format(value.normalize(), "f")
