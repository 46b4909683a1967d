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


def ruleset_title(name: str) -> str:
    """The title of a rule set in the reader's language; the name itself when it is not known here."""
    found = registry.rulesets().get(name)
    if found is None:
        return name
    return found.title.en if _in_english() else found.title.id


def _in_english() -> bool:
    return (get_language() or "id").startswith("en")


def rulesets() -> list[RuleSetLine]:
    """All published rule sets by subject and date."""
    english = _in_english()
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
