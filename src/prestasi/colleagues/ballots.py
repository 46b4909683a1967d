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
    """One answer: statement id -> 1 to 5 (left out: not observed), two texts, hash of the receipt. No author."""

    scores: Mapping[int, int] = field(default_factory=dict)
    strength: str = ""
    suggestion: str = ""
    receipt: str = ""


def padded(ballot: Ballot) -> bytes:
    """Exactly `SLOT` bytes. ValueError when the texts are longer than the form permits."""
    raw = json.dumps(asdict(ballot), ensure_ascii=False, separators=(",", ":")).encode()
    if len(raw) > SLOT:
        raise ValueError("a ballot is larger than its slot")
    return raw.ljust(SLOT, b" ")


def read(slot: bytes) -> Ballot:
    raw = json.loads(slot)
    return Ballot({int(k): v for k, v in raw["scores"].items()}, raw["strength"], raw["suggestion"], raw["receipt"])


def slots(content: bytes) -> list[bytes]:
    """The ballots of an opened box."""
    return [content[start : start + SLOT] for start in range(0, len(content), SLOT)]


def joined(ballots: Iterable[bytes]) -> bytes:
    """The ballots in a new order that nobody can predict."""
    return b"".join(shuffled(list(ballots)))


def shuffled(items: Sequence[Item]) -> list[Item]:
    """The same items in random order (operating system's randomness, no seed)."""
    return _random.sample(list(items), len(items))
