"""The way of one import and of a difference with SIASN: what may follow what, and who may do it."""

from __future__ import annotations

from prestasi.core.moves import Move, machine

UPLOADED, CHECKING, CHECKED, APPLIED, UNDONE, FAILED = "uploaded", "checking", "checked", "applied", "undone", "failed"

# act -> (states it starts from, state it ends in)
TRANSITIONS: dict[str, tuple[frozenset[str], str]] = {
    "start_check": (frozenset({UPLOADED, CHECKED, FAILED}), CHECKING),
    "finish_check": (frozenset({CHECKING}), CHECKED),
    "fail": (frozenset({UPLOADED, CHECKING}), FAILED),
    "fix": (frozenset({CHECKED}), CHECKED),
    "apply": (frozenset({CHECKED}), APPLIED),
    "undo": (frozenset({APPLIED}), UNDONE),
}

OPEN, ASKED, ANSWERED, KEPT, TAKEN, GONE = "open", "asked", "answered", "kept", "taken", "gone"
UNSETTLED = frozenset({OPEN, ASKED, ANSWERED})

# A difference with SIASN; a comparison opens what has changed and takes away what is the same on both sides.
DIFFERENCE = machine(
    Move("take", UNSETTLED | {KEPT}, TAKEN, "analyst"),
    Move("keep", UNSETTLED, KEPT, "analyst"),
    Move("ask", frozenset({OPEN, ANSWERED}), ASKED, "analyst"),
    Move("answer", frozenset({ASKED}), ANSWERED, "employee, unit head"),
    Move("reopen", frozenset({KEPT}), OPEN, "analyst"),
    Move("compare_changed", UNSETTLED | {KEPT, TAKEN, GONE}, OPEN, "job"),
    Move("compare_same", UNSETTLED | {KEPT}, GONE, "job"),
)
