"""The lives of an opening balance and of a determination of credit points (PAK), each as one table."""

from __future__ import annotations

from enum import StrEnum

from prestasi.core.moves import Move, machine


class Party(StrEnum):
    """Who acts: a second person who did not put it forward, or the second person of what comes in its place."""

    SECOND = "second"


REQUESTED = frozenset({"requested"})

OPENING = machine(
    Move("confirm", REQUESTED, "confirmed", Party.SECOND),
    Move("decline", REQUESTED, "declined", Party.SECOND),
    Move("replace", frozenset({"confirmed"}), "replaced", Party.SECOND),
)

DETERMINATION = machine(
    Move("determine", REQUESTED, "determined", Party.SECOND),
    Move("decline", REQUESTED, "declined", Party.SECOND),
    Move("replace", frozenset({"determined"}), "replaced", Party.SECOND),
)
