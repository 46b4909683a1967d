"""The way of one letter through the outbox: what may follow what, and who may do it."""

from __future__ import annotations

WAITING, SENDING, SENT, DEAD = "waiting", "sending", "sent", "dead"

# act -> (states it starts from, state it ends in)
TRANSITIONS: dict[str, tuple[frozenset[str], str]] = {
    "claim": (frozenset({WAITING}), SENDING),
    "send": (frozenset({SENDING}), SENT),
    "retry": (frozenset({SENDING}), WAITING),
    "give_up": (frozenset({SENDING}), DEAD),
    "requeue": (frozenset({DEAD}), WAITING),
}
