"""The ways of a fairness report, a simulation and an opening: what may follow what, and who may do it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

PRIVATE_DAYS = 14
"""Days that a rater has the own report alone before the HR office sees it (product decision)."""

REPORT_REQUIRED_FROM = dt.date(2026, 1, 1)
"""Years that end on or after this day do not close without a signed report; the trigger holds the same day."""


class Party(StrEnum):
    MAKER = "analyst"
    OFFICIAL = "named official"
    OTHER = "second person"
    WORKER = "worker"


# act -> (states it starts from, state it ends in, who)
Table = dict[str, tuple[frozenset[str], str, Party]]

REPORT: Table = {
    "make": (frozenset({"draft"}), "draft", Party.MAKER),
    "sign": (frozenset({"draft"}), "signed", Party.OFFICIAL),
    "replace": (frozenset({"draft", "signed"}), "replaced", Party.MAKER),
}
SIMULATION: Table = {
    "start": (frozenset({"queued", "running"}), "running", Party.WORKER),
    "finish": (frozenset({"running"}), "done", Party.WORKER),
    "cancel": (frozenset({"queued", "running"}), "cancelled", Party.MAKER),
    "resume": (frozenset({"cancelled"}), "queued", Party.MAKER),
}
OPENING: Table = {
    "propose": (frozenset({"prepared"}), "proposed", Party.MAKER),
    "withdraw": (frozenset({"prepared", "proposed"}), "withdrawn", Party.MAKER),
    "approve": (frozenset({"proposed"}), "approved", Party.OTHER),
    "refuse": (frozenset({"proposed"}), "refused", Party.OTHER),
}


def may(table: Table, act: str, state: str) -> bool:
    """Whether the act exists in this state."""
    return state in table[act][0]
