"""N13: how often the questions about padding are right, and how often they are asked for nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.padding_set import Month, months
from prestasi.worklog.padding import findings

REPORT = Path(__file__).resolve().parents[1] / "docs" / "evidence" / "padding.md"
KINDS = ("near_duplicate", "impossible_hours", "reused_link", "same_second", "month_end_bulk")


def asked(month: Month) -> set[str]:
    """Kinds of questions that this month raises."""
    return {found.kind for found in findings(month.lines)}


def main() -> None:
    text = report([(month, asked(month)) for month in months()])
    REPORT.write_text(text, encoding="utf-8")
    print(text)


def report(read: list[tuple[Month, set[str]]]) -> str:
    padded = [(m, kinds) for m, kinds in read if m.kind]
    honest = [(m, kinds) for m, kinds in read if not m.kind]
    hits = sum(bool(kinds) for _m, kinds in padded)
    alarms = sum(bool(kinds) for _m, kinds in honest)
    usual = [(m, kinds) for m, kinds in honest if m.story.startswith(("ordinary", "weekly", "counter"))]
    usual_alarms = sum(bool(kinds) for _m, kinds in usual)
    return "\n".join([
        "# How often the questions about padding are asked rightly", "",
        "Written by `python -m benchmarks padding`; `benchmarks/padding_set.py` builds the set from hand-written",
        "activities (`benchmarks/padding_words.py`) with fixed seeds. It is made, not collected: real rates depend on",
        "how people write. Honest months that look like padding, and padded ones made to look honest, are in it on",
        "purpose.",
        "", f"{len(read):,} months, {len(padded):,} padded and {len(honest):,} honest.", "",
        "| Measure | Value |", "|---|---|",
        f"| Padded months that are asked about (recall) | {_share(hits, len(padded))} |",
        f"| Questions that fall on padded months (precision in this set) | {_share(hits, hits + alarms)} |",
        f"| Honest months asked about (false alarms), hard cases included | {_share(alarms, len(honest))} |",
        f"| Honest months asked about, ordinary routine only | {_share(usual_alarms, len(usual))} |", "",
        "## By question", "", "| Question | Recall on its own padding | Asked of honest months |", "|---|---|---|",
        *(_kind_row(kind, padded, honest) for kind in KINDS), "",
        "## By story", "", "| Story | Truth | Asked about | Questions |", "|---|---|---|---|", *_stories(read), "",
        "## What follows", "",
        "A guard's watch, a flood post, a month without signal and one document written on for weeks look like",
        "padding; rewording hides it. So the detection may only ask: the person sees the question first, can answer,",
        "the direct superior sees the answer (or, after five days, that it is open), nobody else sees either,",
        "and no rating, list or figure reads it (`tests/actions/worklog/test_questions.py`).", "",
    ])  # fmt: skip


def _kind_row(kind: str, padded: list[tuple[Month, set[str]]], honest: list[tuple[Month, set[str]]]) -> str:
    own = [kinds for month, kinds in padded if month.kind == kind]
    found, false = sum(kind in kinds for kinds in own), sum(kind in kinds for _m, kinds in honest)
    return f"| {kind} | {_share(found, len(own))} | {_share(false, len(honest))} |"


def _stories(read: list[tuple[Month, set[str]]]) -> list[str]:
    stories: dict[str, list[tuple[Month, set[str]]]] = defaultdict(list)
    for month, kinds in read:
        stories[month.story].append((month, kinds))
    rows = []
    for story, found in stories.items():
        raised = Counter(kind for _m, kinds in found for kind in kinds)
        said = ", ".join(f"{kind} {n}" for kind, n in raised.most_common()) or "none"
        truth = found[0][0].kind or "honest"
        rows.append(f"| {story} | {truth} | {_share(sum(bool(k) for _m, k in found), len(found))} | {said} |")
    return rows


def _share(part: int, whole: int) -> str:
    return f"{part * 1000 // whole / 10 if whole else 0:.1f} % ({part} of {whole})"
