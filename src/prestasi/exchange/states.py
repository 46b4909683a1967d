"""The way of one import: what may follow what, and who may do it."""

from __future__ import annotations

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
