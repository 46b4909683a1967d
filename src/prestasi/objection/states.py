"""Life of an objection (*keberatan*) as one table: from where, to where, and who may do it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """Who acts: the employee, the rater who answers, the HR analyst, the official drawn to decide."""

    OWNER = "owner"
    RATER = "rater"
    ANALYST = "analyst"
    DECIDER = "decider"


@dataclass(frozen=True, slots=True)
class Move:
    """One act: from which states to which state (None: it stays), and who may do it."""

    name: str
    sources: frozenset[str]
    to: str | None
    who: Party


def _table(*moves: Move) -> dict[str, Move]:
    return {move.name: move for move in moves}


OBJECTION: dict[str, Move] = _table(
    Move("answer", frozenset({"filed"}), "answered", Party.RATER),
    Move("recommend", frozenset({"filed", "answered"}), "recommended", Party.ANALYST),
    Move("step_aside", frozenset({"recommended", "rerated"}), None, Party.DECIDER),
    Move("return", frozenset({"recommended"}), "returned", Party.DECIDER),
    Move("rerate", frozenset({"returned"}), "rerated", Party.RATER),
    Move("reject", frozenset({"recommended", "rerated"}), "rejected", Party.DECIDER),
    Move("change", frozenset({"recommended", "rerated"}), "changed", Party.DECIDER),
    Move("withdraw", frozenset({"filed", "answered", "recommended", "returned", "rerated"}), "withdrawn", Party.OWNER),
)

OPEN = frozenset({"filed", "answered", "recommended", "returned", "rerated"})
DECIDED = frozenset({"rejected", "changed"})
ENDED = DECIDED | {"withdrawn"}


def may_move(act: str, state: str) -> bool:
    """Whether the act exists in this state."""
    return state in OBJECTION[act].sources
