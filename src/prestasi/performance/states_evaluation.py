"""Lives of a progress report (*realisasi*) and of an evaluation (*evaluasi kinerja*), each as one table."""

from __future__ import annotations

from enum import StrEnum

from prestasi.core.moves import Move, machine


class Party(StrEnum):
    """Who acts: the employee, the rater (or delegate), the rater's superior, the HR analyst, a calibrator, time."""

    OWNER = "owner"
    RATER = "rater"
    ABOVE = "above"
    ANALYST = "analyst"
    CALIBRATOR = "calibrator"
    CLOCK = "clock"


PROGRESS = machine(
    Move("accept", frozenset({"reported"}), "accepted", Party.RATER),
    Move("return", frozenset({"reported"}), "returned", Party.RATER),
    Move("replace", frozenset({"reported", "accepted", "returned"}), "replaced", Party.OWNER),
)

EVALUATION = machine(
    Move("self_assess", frozenset({"open", "self"}), "self", Party.OWNER),
    Move("rate", frozenset({"open", "self", "rated"}), "rated", Party.RATER),
    Move("withdraw", frozenset({"rated"}), "open", Party.RATER),
    Move("send_back", frozenset({"rated"}), "open", Party.ABOVE),
    Move("confirm", frozenset({"rated"}), "confirmed", Party.ABOVE),
    Move("receive", frozenset({"confirmed"}), "received", Party.OWNER),
    Move("become_final", frozenset({"received"}), "final", Party.CLOCK),
)

RATING_CHANGE = machine(
    Move("calibration", frozenset({"rated", "confirmed"}), None, Party.CALIBRATOR),
    Move("objection", frozenset({"confirmed", "received", "final"}), None, Party.ABOVE),
    Move("reopening", frozenset({"rated", "confirmed", "received", "final", "skipped"}), "confirmed", Party.RATER),
)

DECIDED = frozenset({"confirmed", "received", "final"})
UNRATED = frozenset({"open", "self"})
PERIOD_CLOSED = "period_closed"
COUNTED_PLAN_STATES = frozenset({"submitted", "returned", "agreed", "revising", "ended"})
