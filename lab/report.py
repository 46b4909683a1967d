"""The report of a trial in Markdown: what was done, what it cost, what held."""

from __future__ import annotations

from typing import Any

from benchmarks.page import table
from lab.replay import Replay


def written(replay: Replay, faults: dict[str, tuple[list[Any], int]], stopped: str = "") -> str:
    journal = replay.journal
    people, done = journal.facts.get("people", 0), len(journal.done)
    head = (
        f"{people} people with a plan, year {replay.year}, {replay.quarters} quarters and the year; {done} steps, "
        f"{journal.sent:,} requests, {journal.seconds / 60:.0f} minutes, {len(journal.receipts):,} receipts kept."
    )
    ended = (
        f"\n\n**Not to the end: {stopped}.** Last step: {journal.done[-1] if journal.done else 'none'}."
        if stopped
        else ""
    )
    held = [[name, f"{checked:,}", _said(found, checked)] for name, (found, checked) in faults.items()]
    costs = [[name, f"{number:,}", f"{each * 1000:.0f} ms"] for name, number, each in journal.slowest()]
    counts = [[name, f"{count:,}"] for name, count in journal.counts.items() if count]
    return "\n\n".join([
        head + ended,
        "## Invariants", table(["Invariant", "Held against", "Answer"], held),
        "## What was done", table(["Act", "Number"], counts),
        "## Requests that took the most time together", table(["Request", "Number", "Each"], costs),
    ])  # fmt: skip


def _said(found: list[Any], checked: int) -> str:
    if found:
        return f"**broken**: {found}"
    return "true" if checked else "nothing to look at"
