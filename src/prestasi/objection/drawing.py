"""Drawing one official by a published seed: the same seed and candidates always give the same person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def drawn(seed: str, candidates: Iterable[int]) -> int:
    """The candidate whose SHA-256 of "seed:id" is smallest. Who else stands on the list does not change the order.

    ValueError: nobody to draw from.
    """
    return min(candidates, key=lambda person: (hashlib.sha256(f"{seed}:{person}".encode()).hexdigest(), person))


def seed_of(filing_hash: str, number: int) -> str:
    """Seed of the n-th drawing: the hash of the filing's receipt, which nobody could choose, and the number."""
    return f"{filing_hash}:{number}"
