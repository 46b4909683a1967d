"""The lives of a calibration session, a determination and a reopening, each as one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """Who acts: the leader of the session, any participant, the one who asked, a second person."""

    LEADER = "leader"
    MEMBER = "member"
    ASKER = "asker"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Move:
    """One act: from which states to which (None: it stays), and who may do it."""

    name: str
    sources: frozenset[str]
    to: str | None
    who: Party


def _table(*moves: Move) -> dict[str, Move]:
    return {move.name: move for move in moves}


OPEN, REQUESTED = frozenset({"open"}), frozenset({"requested"})

SESSION: dict[str, Move] = _table(
    Move("pre_read", OPEN, None, Party.MEMBER),
    Move("remark", OPEN, None, Party.MEMBER),
    Move("mark_discussed", OPEN, None, Party.MEMBER),
    Move("recuse", OPEN, None, Party.MEMBER),
    Move("change", OPEN, None, Party.MEMBER),
    Move("ask_closing", OPEN, "closing", Party.LEADER),
    Move("resume", frozenset({"closing"}), "open", Party.MEMBER),
    Move("close", frozenset({"closing"}), "closed", Party.SECOND),
)

DETERMINATION: dict[str, Move] = _table(
    Move("determine", REQUESTED, "determined", Party.SECOND),
    Move("decline", REQUESTED, "declined", Party.SECOND),
)

REOPENING: dict[str, Move] = _table(
    Move("approve", REQUESTED, "approved", Party.SECOND),
    Move("refuse", REQUESTED, "refused", Party.SECOND),
    Move("end", frozenset({"approved"}), "ended", Party.ASKER),
)


def may_move(table: dict[str, Move], act: str, state: str) -> bool:
    """Whether the act exists in this state."""
    return state in table[act].sources
