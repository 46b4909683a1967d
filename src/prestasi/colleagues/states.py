"""Lives of a round, of a list of raters and of a question set, each as one table."""

from __future__ import annotations

from enum import StrEnum

from prestasi.core.moves import Move, machine


class Party(StrEnum):
    """Who acts: HR, the person the feedback is about, their superior, a rater, the passing of time."""

    ANALYST = "analyst"
    SUBJECT = "subject"
    SUPERIOR = "superior"
    RATER = "rater"
    CLOCK = "clock"


ROUND = machine(
    Move("edit", frozenset({"draft"}), None, Party.ANALYST),
    Move("open", frozenset({"draft"}), "open", Party.ANALYST),
    Move("answer", frozenset({"open"}), None, Party.RATER),
    Move("close", frozenset({"open"}), "closed", f"{Party.ANALYST}, {Party.CLOCK}"),
    Move("release", frozenset({"closed"}), "released", Party.ANALYST),
    Move("cancel", frozenset({"draft", "open", "closed"}), "cancelled", Party.ANALYST),
)

RATERS = machine(
    Move("propose", frozenset({"choosing"}), "proposed", Party.SUBJECT),
    Move("return", frozenset({"proposed"}), "choosing", Party.SUPERIOR),
    Move("approve", frozenset({"proposed"}), "settled", Party.SUPERIOR),
)

QUESTIONS = machine(
    Move("edit_questions", frozenset({"draft"}), None, Party.ANALYST),
    Move("publish", frozenset({"draft"}), "published", Party.ANALYST),
)
