"""Two people save the same thing: a three-way comparison by field, never a lost update."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from prestasi.core import formats
from prestasi.core.errors import Conflict

Fields = Mapping[str, Any]


def merged(base: Fields | None, mine: Fields, theirs: Fields) -> dict[str, Any]:
    """What to save. `base` is what I saw, `theirs` what is stored now; only a field changed by both clashes.

    Without `base` every difference clashes. Raises Conflict with field -> (theirs, mine) as words.
    """
    clashes = {
        name: (words(theirs[name]), words(value)) for name, value in mine.items() if _clashes(name, base, mine, theirs)
    }
    if clashes:
        raise Conflict(_("Orang lain menyimpan perubahan pada isian yang sama. Bandingkan dulu."), clashes)
    return {name: theirs[name] if base and base.get(name) == value else value for name, value in mine.items()}


def _clashes(name: str, base: Fields | None, mine: Fields, theirs: Fields) -> bool:
    if mine[name] == theirs[name]:
        return False
    if base is None or name not in base:
        return True
    return mine[name] != base[name] and theirs[name] != base[name]


def changes(before: Fields, after: Fields) -> dict[str, list[str]]:
    """Field -> [old, new] as words, for the event; equal fields are left out."""
    return {name: [words(before[name]), words(new)] for name, new in after.items() if before[name] != new}


def words(value: Any) -> str:
    """A field's value as a person reads it."""
    if isinstance(value, Decimal):
        return formats.number(value.normalize())
    if isinstance(value, (list, tuple)):
        return "; ".join(words(v.get("text", "") if isinstance(v, dict) else v) for v in value)
    return "" if value is None else str(value)
