"""The questions beside the statements of a version: agreement, choice, short text."""

from __future__ import annotations

from dataclasses import dataclass

from prestasi.colleagues.kinds import EXTRA, Kind
from prestasi.colleagues.models import QuestionSet


@dataclass(frozen=True, slots=True)
class Extra:
    """A question beside the statements. `place`: 1 to `MOST_EXTRA` on the page; `options` for a choice only."""

    place: int
    kind: str
    value: int
    text: str
    options: tuple[str, ...] = ()


def extras_of(found: QuestionSet, post_type: str) -> list[Extra]:
    """The stored questions beside the statements of one type of post, in their order; one statement."""
    rows = found.statements.filter(post_type=post_type).exclude(kind=Kind.SCALE).order_by("order", "value")
    return [Extra(n, r.kind, r.value, r.text, tuple(r.options)) for n, r in enumerate(rows, 1)]


def in_words(extra: Extra) -> str:
    """One question in one line, for a comparison."""
    return " · ".join([str(Kind(extra.kind).label) if extra.kind in EXTRA else "", extra.text, *extra.options])
