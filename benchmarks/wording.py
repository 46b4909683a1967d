"""N12: how often the wording rules of indicators agree with labels set by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.page import table, write
from prestasi.performance.wording import Habit, habits

PARTS = ("known", "unseen")
SET = Path(__file__).with_name("data") / "indicator_wording.csv"


class Score(NamedTuple):
    """Counts of one habit over the whole set."""

    found: int
    missed: int
    false: int
    right: int

    @property
    def precision(self) -> float:
        return self.found / ((self.found + self.false) or 1)

    @property
    def recall(self) -> float:
        return self.found / ((self.found + self.missed) or 1)

    @property
    def false_alarms(self) -> float:
        return self.false / ((self.false + self.right) or 1)


def rows() -> Iterator[tuple[dict[str, str], frozenset[Habit]]]:
    """Every wording with the habits that a person saw in it."""
    with SET.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            yield row, frozenset(Habit(label) for label in row["labels"].split())


def score(habit: Habit, part: str) -> Score:
    """How the rule did on one habit in one part: `known` while it was written, or `unseen`."""
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for row, labels in rows():
        if row["part"] != part:
            continue
        counts[habit in labels, habit in habits(row["text"], row["unit"], row["direction"])] += 1
    return Score(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def main() -> None:
    count = {part: sum(row["part"] == part for row, _ in rows()) for part in PARTS}
    write(
        "indicator-wording",
        "N12: how good the questions about the wording of indicators are",
        f"`benchmarks/data/indicator_wording.csv` holds {count['known']} wordings that were looked at while the rules "
        f"were written, and {count['unseen']} that were labelled before the rules had been run on them. Half of all "
        "are indicators that regional governments published, the others are typical of personal plans. One person "
        "labelled both parts, so the figures do not say how another reader would judge. The rules only ask: nothing is "
        "refused or rated because of them.",
        "## Unseen",
        _table("unseen"),
        "## Known",
        _table("known"),
        "Run again: `python -m benchmarks wording`.",
    )


def _table(part: str) -> str:
    heads = ("Question", "Labelled", "Asked rightly", "Missed", "Asked wrongly", "Precision", "Recall", "False alarms")
    scores = [(habit, score(habit, part)) for habit in Habit]
    return table(
        heads,
        [
            (
                habit.value, s.found + s.missed, s.found, s.missed, s.false,
                f"{s.precision:.0%}", f"{s.recall:.0%}", f"{s.false_alarms:.1%}",
            )
            for habit, s in scores
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
