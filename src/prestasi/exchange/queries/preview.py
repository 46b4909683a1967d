"""The first rows of a list as they will stand in the file, with private columns masked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from prestasi.core.formats import text
from prestasi.core.lists import Listing

MASK = "•••"


@dataclass(frozen=True, slots=True)
class Preview:
    """Titles and a few rows of text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each title with the first row's value beside it."""
        first = self.rows[0] if self.rows else ("–",) * len(self.heads)
        return tuple(zip(self.heads, first, strict=True))


def preview(listing: Listing, rows: Iterable[Any], keys: Sequence[str] = ()) -> Preview:
    """What the reader may see before taking the file; identity numbers and the like only show that they are there."""
    columns = listing.chosen(keys)
    shown = tuple(tuple(_shown(c.of(row), c.private) for c in columns) for row in rows)
    return Preview(tuple(str(c.head) for c in columns), shown)


def _shown(value: Any, is_private: bool) -> str:
    if value is None or value == "":
        return "–"
    return MASK if is_private else text(value)
