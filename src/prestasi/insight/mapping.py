"""The rules as the public page shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language

from prestasi_rules import registry


@dataclass(frozen=True, slots=True)
class RuleSetLine:
    """One rule set: id, title in the reader's language, legal basis, validity, number of steps, hash."""

    id: str
    title: str
    legal_basis: tuple[str, ...]
    valid_from: dt.date
    valid_to: dt.date | None
    steps: int
    unverified: bool
    hash: str


def rulesets() -> list[RuleSetLine]:
    """All published rule sets by subject and date."""
    english = (get_language() or "id").startswith("en")
    return [
        RuleSetLine(
            id=rs.id,
            title=rs.title.en if english else rs.title.id,
            legal_basis=tuple(rs.legal_basis),
            valid_from=rs.valid_from,
            valid_to=rs.valid_to,
            steps=len(rs.steps),
            unverified=bool(rs.unverified),
            hash=rs.hash,
        )
        for rs in registry.rulesets().values()
    ]
