"""Rows to rule frames and back: the time limits of an objection."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from prestasi.core.errors import Closed
from prestasi.organization.queries.calendar import working_days_after
from prestasi_rules.engine import evaluate
from prestasi_rules.explain import explain_result
from prestasi_rules.registry import get, in_force
from prestasi_rules.rows import as_frame


@dataclass(frozen=True, slots=True)
class Terms:
    """*Batas waktu keberatan* (PP 30/2019 art. 59). `steps` is what is kept to explain and recompute it."""

    last_day: dt.date
    is_in_time: bool | None
    decision_due_on: dt.date | None
    ruleset: str
    ruleset_hash: str
    steps: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One step in words: label, value, sentence, legal basis."""

    label: str
    value: str
    sentence: str
    basis: str


def terms_of(received_on: dt.date, objected_on: dt.date | None = None) -> Terms:
    """The limits for a result received on a day. Closed: working days are counted and a year has no calendar."""
    rules = in_force("objection", received_on)
    options = {"days_are": settings.OBJECTION_DAYS}
    days = rules.parameters_under(options)["days"]
    limit = working_days_after(received_on, days) if settings.OBJECTION_DAYS == "working" else None
    given = {"received_on": received_on, "working_limit_on": limit, "objected_on": objected_on}
    row = evaluate(as_frame([given], rules), rules, options=options).row(0, named=True)
    if row["last_day"] is None:
        raise Closed("Batas keberatan belum dapat dihitung.")
    kept = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
    steps = {rules.id: {"hash": rules.hash, "options": options, "row": kept}}
    return Terms(row["last_day"], row["is_in_time"], row["decision_due_on"], rules.id, rules.hash, steps)


def told(steps: dict[str, Any], lang: str = "id") -> tuple[Told, ...]:
    """The kept limits in words; nothing when the rule text is no longer installed."""
    for ruleset_id, kept in steps.items():
        rules = get(ruleset_id)
        if kept["hash"] != rules.hash:
            continue
        nodes = explain_result(kept["row"], rules, "en" if lang.startswith("en") else "id").nodes
        chosen = [n for n in nodes if n.name in {"last_day", "is_in_time", "decision_due_on"} and n.value is not None]
        return tuple(Told(n.label, n.formatted, n.sentence, n.basis) for n in chosen)
    return ()
