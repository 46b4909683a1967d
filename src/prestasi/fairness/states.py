"""The ways of a fairness report, a simulation and an opening: what may follow what, and who may do it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from prestasi.core.moves import Move, machine

PRIVATE_DAYS = 14
"""Days that a rater has the own report alone before the HR office sees it (product decision)."""

REPORT_REQUIRED_FROM = dt.date(2026, 1, 1)
"""Years that end on or after this day do not close without a signed report; the trigger holds the same day."""


class Party(StrEnum):
    MAKER = "analyst"
    OFFICIAL = "named official"
    OTHER = "second person"
    WORKER = "worker"


REPORT = machine(
    Move("make", frozenset({"draft"}), "draft", Party.MAKER),
    Move("sign", frozenset({"draft"}), "signed", Party.OFFICIAL),
    Move("replace", frozenset({"draft", "signed"}), "replaced", Party.MAKER),
)
SIMULATION = machine(
    Move("start", frozenset({"queued", "running"}), "running", Party.WORKER),
    Move("finish", frozenset({"running"}), "done", Party.WORKER),
    Move("cancel", frozenset({"queued", "running"}), "cancelled", Party.MAKER),
    Move("resume", frozenset({"cancelled"}), "queued", Party.MAKER),
)
OPENING = machine(
    Move("propose", frozenset({"prepared"}), "proposed", Party.MAKER),
    Move("withdraw", frozenset({"prepared", "proposed"}), "withdrawn", Party.MAKER),
    Move("approve", frozenset({"proposed"}), "approved", Party.OTHER),
    Move("refuse", frozenset({"proposed"}), "refused", Party.OTHER),
)
