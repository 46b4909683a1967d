"""*Bukti terima*: what every decisive act ends in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """Number, time and hash of the event; `next_step` says what happens now and by when.

    `repeated` is true when the same form was sent before: the act was done once, this is its first receipt.
    """

    event_id: int
    number: str
    at: dt.datetime
    hash: str
    kind: str
    object_id: int | None = None
    next_step: str = ""
    repeated: bool = False

    @property
    def made(self) -> int:
        """Id of the row that the act made or changed. Raises ValueError for an act about no row."""
        if self.object_id is None:
            raise ValueError(f"{self.kind} is about no row")
        return self.object_id

    @property
    def short_hash(self) -> str:
        """First twelve hex digits in groups of four: `7F3A·91C2·0B4E`."""
        head = self.hash[:12].upper()
        return "·".join(head[i : i + 4] for i in range(0, 12, 4))
