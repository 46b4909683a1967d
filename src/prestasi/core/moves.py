"""State machines as tables: each app's `states.py` lists its acts; the actions refuse what a table does not allow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """One act: from which states to which state (None: it stays), and who may do it (parties, comma between)."""

    name: str
    sources: frozenset[str]
    to: str | None
    who: str

    def after(self, state: str) -> str:
        """The state of a thing that was in `state`."""
        return self.to or state


Machine = dict[str, Move]
"""Act -> its move."""


def machine(*moves: Move) -> Machine:
    """The life of one kind of thing."""
    return {move.name: move for move in moves}


def may_move(life: Machine, act: str, state: str) -> bool:
    """Whether the act exists in this state."""
    return state in life[act].sources
