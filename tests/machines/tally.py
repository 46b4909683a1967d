"""What a run has seen, for the summary at its end."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts by machine. `races` are acts at the same moment, `lost` those of them that were refused."""

    histories: Counter[str] = field(default_factory=Counter)
    answers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    races: Counter[str] = field(default_factory=Counter)
    raced: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.perf_counter)

    def step(self, machine: str, outcome: str) -> None:
        self.answers[machine][outcome] += 1

    def race(self, machine: str, outcomes: list[str]) -> None:
        self.races[machine] += 1
        self.raced[machine] += len(outcomes)
        self.lost[machine] += sum(outcome != "done" for outcome in outcomes)

    def names(self) -> list[str]:
        return sorted({*self.histories, *self.races})

    def lines(self) -> list[str]:
        """A table in Markdown."""
        head = ("Machine", "Histories", "Steps", "Accepted", "Refused", "Races", "Acts in races", "Lost")
        rows = [head, ("---",) * len(head), *(self._row(name) for name in self.names())]
        sums = [str(sum(int(row[n]) for row in rows[2:])) for n in range(1, len(head))]
        return ["| " + " | ".join(row) + " |" for row in (*rows, ("all", *sums))]

    def _row(self, name: str) -> tuple[str, ...]:
        answers = self.answers[name]
        done, steps = answers["done"], sum(answers.values())
        counts = (
            self.histories[name], steps, done, steps - done, self.races[name], self.raced[name], self.lost[name],
        )  # fmt: skip
        return (name, *map(str, counts))


TALLY = Tally()
