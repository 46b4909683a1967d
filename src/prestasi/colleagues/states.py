"""Lives of a round, of a list of raters and of a question set, each as one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """Who acts: HR, the person the feedback is about, their superior, a rater, the passing of time."""

    ANALYST = "analyst"
    SUBJECT = "subject"
    SUPERIOR = "superior"
    RATER = "rater"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Move:
    """One act: from which states to which state (None: it stays), and who may do it (parties, comma between)."""

    name: str
    sources: frozenset[str]
    to: str | None
    who: str


def _table(*moves: Move) -> dict[str, Move]:
    return {move.name: move for move in moves}


ROUND: dict[str, Move] = _table(
    Move("edit", frozenset({"draft"}), None, Party.ANALYST),
    Move("open", frozenset({"draft"}), "open", Party.ANALYST),
    Move("answer", frozenset({"open"}), None, Party.RATER),
    Move("close", frozenset({"open"}), "closed", f"{Party.ANALYST}, {Party.CLOCK}"),
    Move("release", frozenset({"closed"}), "released", Party.ANALYST),
    Move("cancel", frozenset({"draft", "open", "closed"}), "cancelled", Party.ANALYST),
)

RATERS: dict[str, Move] = _table(
    Move("propose", frozenset({"choosing"}), "proposed", Party.SUBJECT),
    Move("return", frozenset({"proposed"}), "choosing", Party.SUPERIOR),
    Move("approve", frozenset({"proposed"}), "settled", Party.SUPERIOR),
)

QUESTIONS: dict[str, Move] = _table(
    Move("edit_questions", frozenset({"draft"}), None, Party.ANALYST),
    Move("publish", frozenset({"draft"}), "published", Party.ANALYST),
)


def may_move(table: dict[str, Move], act: str, state: str) -> bool:
    """Whether the act exists in this state."""
    return state in table[act].sources
