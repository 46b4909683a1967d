"""The receipt that only the rater holds: it proves that an answer was counted, never what it says.

A code that proved the content could be demanded by a superior or sold in a cartel.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import uuid

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH, GROUP = 24, 4
_SHAPE = re.compile(rf"^[{ALPHABET}]{{{LENGTH}}}$")


def fresh_code() -> str:
    """A new code of 120 random bits in groups of four: `7F3A-91C2-…`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def plain(code: str) -> str:
    """The code without separators; "" when it cannot be one."""
    letters = re.sub(r"[\s·-]", "", code).upper()
    return letters if _SHAPE.match(letters) else ""


def hash_of(code: str, round_code: uuid.UUID) -> str:
    """What stands in the published list for this code."""
    return hashlib.sha256(f"360:{round_code}:{plain(code)}".encode()).hexdigest()


def link_hash(token: str) -> str:
    """What is kept of an outside rater's one-time link."""
    return hashlib.sha256(f"360-link:{token}".encode()).hexdigest()
