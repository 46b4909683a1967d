"""Signs of padding in one person's month of entries. Pure functions; they only make questions, never a judgement.

All of them also happen in honest work: a guard writes the same line every night, a village without signal is written
up at the end of the month. That is why each finding is a question with a place for the answer (docs/evidence/padding.md
tells how often it is asked for nothing).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

LONG_DAY_MINUTES = 16 * 60
SAME_TEXT_LEAST = 8
SAME_TEXT_SHARE = 40
SAME_FIGURES = 2
SIMILAR_SHARE = 80
LINK_LEAST = 5
LINK_DAYS = 3
BURST_LEAST = 5
BULK_LEAST = 20
BULK_SHARE = 60
BULK_LATE_DAYS = 7
_FOLDER = re.compile(r"/(folders?|drive|sharing|d/folder)/|/drive/u/|onedrive|sharepoint\.com/:f:", re.I)
_LETTERS = re.compile(r"[^a-z ]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. Times in minutes of the day; `evidence` is a link or a file's hash; `typed` when written by hand."""

    id: int
    on: dt.date
    starts: int
    ends: int
    activity: str
    realisation: int
    evidence: str
    entered_at: dt.datetime
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to ask about. `key` names it for the month; `facts` are the figures of the sentence."""

    kind: str
    key: str
    ids: tuple[int, ...]
    facts: dict[str, Any] = field(default_factory=dict)


def findings(lines: Sequence[Line]) -> list[Finding]:
    """Everything worth asking about one person's month, in the order of `Question.Kind`."""
    return [
        *near_duplicates(lines), *impossible_hours(lines), *reused_links(lines), *same_second(lines), *bulk(lines),
    ]  # fmt: skip


def near_duplicates(lines: Sequence[Line]) -> list[Finding]:
    """Nearly the same words with hardly a change in the figure, for much of the month: the mark of a copied line.

    The same words with changing figures are ordinary routine and are not asked about.
    """
    return [
        _finding("near_duplicate", plain(group[0].activity), group, count=len(group), text=group[0].activity[:120])
        for group in _by_words(lines)
        if len(group) >= SAME_TEXT_LEAST
        and len(group) * 100 >= SAME_TEXT_SHARE * len(lines)
        and len({line.realisation for line in group}) <= SAME_FIGURES
    ]


def impossible_hours(lines: Sequence[Line]) -> list[Finding]:
    """Days with more than sixteen hours written down."""
    days: dict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        days[line.on].append(line)
    return [
        _finding("impossible_hours", day.isoformat(), found, minutes=total, day=day.isoformat())
        for day, found in sorted(days.items())
        if (total := sum(line.ends - line.starts for line in found)) > LONG_DAY_MINUTES
    ]


def reused_links(lines: Sequence[Line]) -> list[Finding]:
    """One link or file as evidence of different activities on several days. Folders are meant to be shared."""
    used: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.evidence and not _FOLDER.search(line.evidence):
            used[line.evidence].append(line)
    return [
        _finding("reused_link", evidence, found, count=len(found), link=evidence[:120])
        for evidence, found in used.items()
        if len(found) >= LINK_LEAST
        and len({line.on for line in found}) >= LINK_DAYS
        and len({plain(line.activity) for line in found}) > 1
    ]


def same_second(lines: Sequence[Line]) -> list[Finding]:
    """Many entries typed in the same second: no hand is that fast. Imports and copies are not counted."""
    seconds: dict[dt.datetime, list[Line]] = defaultdict(list)
    for line in lines:
        if line.typed:
            seconds[line.entered_at.replace(microsecond=0)].append(line)
    return [
        _finding("same_second", at.isoformat(), found, count=len(found), at=at.isoformat())
        for at, found in sorted(seconds.items())
        if len(found) >= BURST_LEAST
    ]


def bulk(lines: Sequence[Line]) -> list[Finding]:
    """Most of the month typed on one day, more than a week after the days it tells of."""
    entered: dict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        if line.typed and (line.entered_at.date() - line.on).days > BULK_LATE_DAYS:
            entered[line.entered_at.date()].append(line)
    return [
        _finding("month_end_bulk", day.isoformat(), found, count=len(found), all=len(lines), day=day.isoformat())
        for day, found in sorted(entered.items())
        if len(found) >= BULK_LEAST and len(found) * 100 >= BULK_SHARE * len(lines)
    ]


def plain(text: str) -> str:
    """Lower-case letters only: figures, dates and punctuation do not make a text different."""
    return " ".join(_LETTERS.sub(" ", text.lower()).split())


def similar(one: str, other: str) -> bool:
    """Whether two plain texts share nearly all their pairs of neighbouring letters (Dice over bigrams)."""
    return one == other or _alike(_pairs(one), _pairs(other))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and 2 * len(a & b) * 100 >= SIMILAR_SHARE * (len(a) + len(b))


def _by_words(lines: Iterable[Line]) -> list[list[Line]]:
    """Groups around the first text of each: a line joins the first group whose first text is similar."""
    groups: list[tuple[frozenset[str], list[Line]]] = []
    homes: dict[str, list[Line]] = {}
    for line in lines:
        text = plain(line.activity)
        if text not in homes:
            pairs = _pairs(text)
            found = next((group for first, group in groups if _alike(first, pairs)), None)
            if found is None:
                found = []
                groups.append((pairs, found))
            homes[text] = found
        homes[text].append(line)
    return [group for _first, group in groups]


def _finding(kind: str, what: str, found: Sequence[Line], **facts: Any) -> Finding:
    key = hashlib.sha256(f"{kind}:{what}".encode()).hexdigest()[:40]
    return Finding(kind, key, tuple(line.id for line in found), facts)
