"""Answers as bytes of one length, so that neither size nor order of a ciphertext tells anything."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TypeVar

SLOT = 4096
LONGEST_TEXT = 300
Item = TypeVar("Item")
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Ballot:
    """One answer: statement id -> 1 to 5 (left out: not observed), two texts, hash of the receipt. No author.

    `choices`: question id -> place of the chosen option, from 0; `own_texts`: question id -> what was written.
    """

    scores: Mapping[int, int] = field(default_factory=dict)
    strength: str = ""
    suggestion: str = ""
    receipt: str = ""
    choices: Mapping[int, int] = field(default_factory=dict)
    own_texts: Mapping[int, str] = field(default_factory=dict)


def padded(ballot: Ballot) -> bytes:
    """Exactly `SLOT` bytes. ValueError when the texts are longer than the form permits."""
    raw = json.dumps(asdict(ballot), ensure_ascii=False, separators=(",", ":")).encode()
    if len(raw) > SLOT:
        raise ValueError("a ballot is larger than its slot")
    return raw.ljust(SLOT, b" ")


def read(slot: bytes) -> Ballot:
    """A ballot of a slot; one that was sealed before there were choices and texts has none."""
    raw = json.loads(slot)
    return Ballot(
        _by_id(raw["scores"]), raw["strength"], raw["suggestion"], raw["receipt"], _by_id(raw.get("choices", {})),
        _by_id(raw.get("own_texts", {})),
    )  # fmt: skip


def _by_id(found: Mapping[str, Item]) -> dict[int, Item]:
    return {int(key): item for key, item in found.items()}


def slots(content: bytes) -> list[bytes]:
    """The ballots of an opened box."""
    return [content[start : start + SLOT] for start in range(0, len(content), SLOT)]


def joined(ballots: Iterable[bytes]) -> bytes:
    """The ballots in a new order that nobody can predict."""
    return b"".join(shuffled(list(ballots)))


def shuffled(items: Sequence[Item]) -> list[Item]:
    """The same items in random order (operating system's randomness, no seed)."""
    return _random.sample(list(items), len(items))
