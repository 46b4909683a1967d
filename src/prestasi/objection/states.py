"""Life of an objection (*keberatan*) as one table: from where, to where, and who may do it."""

from __future__ import annotations

from enum import StrEnum

from prestasi.core.moves import Move, machine


class Party(StrEnum):
    """Who acts: the employee, the rater who answers, the HR analyst, the official drawn to decide."""

    OWNER = "owner"
    RATER = "rater"
    ANALYST = "analyst"
    DECIDER = "decider"


OBJECTION = machine(
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
