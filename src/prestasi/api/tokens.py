"""What a key looks like on the wire: `prs_<prefix>_<secret>`. Only the hash of the secret is ever kept."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

PATTERN = re.compile(r"prs_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Token:
    """Prefix and secret of a key."""

    prefix: str
    secret: str

    @property
    def text(self) -> str:
        return f"prs_{self.prefix}_{self.secret}"

    @property
    def hash(self) -> str:
        """SHA-256; a plain hash is enough for 256 random bits."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


def fresh() -> Token:
    return Token(secrets.token_hex(4), secrets.token_urlsafe(32))


def parsed(header: str) -> Token | None:
    """The token of an `Authorization: Bearer …` header; None for anything else."""
    scheme, _space, text = header.partition(" ")
    found = PATTERN.fullmatch(text.strip()) if scheme.lower() == "bearer" else None
    return Token(*found.groups()) if found else None
