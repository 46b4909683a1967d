"""The lives of a calibration session, a determination and a reopening, each as one table."""

from __future__ import annotations

from enum import StrEnum

from prestasi.core.moves import Move, machine


class Party(StrEnum):
    """Who acts: the leader of the session, any participant, the one who asked, a second person."""

    LEADER = "leader"
    MEMBER = "member"
    ASKER = "asker"
    SECOND = "second"


OPEN, REQUESTED = frozenset({"open"}), frozenset({"requested"})

SESSION = machine(
    Move("pre_read", OPEN, None, Party.MEMBER),
    Move("remark", OPEN, None, Party.MEMBER),
    Move("mark_discussed", OPEN, None, Party.MEMBER),
    Move("recuse", OPEN, None, Party.MEMBER),
    Move("change", OPEN, None, Party.MEMBER),
    Move("ask_closing", OPEN, "closing", Party.LEADER),
    Move("resume", frozenset({"closing"}), "open", Party.MEMBER),
    Move("close", frozenset({"closing"}), "closed", Party.SECOND),
)

DETERMINATION = machine(
    Move("determine", REQUESTED, "determined", Party.SECOND),
    Move("decline", REQUESTED, "declined", Party.SECOND),
)

REOPENING = machine(
    Move("approve", REQUESTED, "approved", Party.SECOND),
    Move("refuse", REQUESTED, "refused", Party.SECOND),
    Move("end", frozenset({"approved"}), "ended", Party.ASKER),
)
