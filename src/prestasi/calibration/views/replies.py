"""What the views of this app answer alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core.errors import Conflict
from prestasi.performance.queries.words import RATING_WORDS


@dataclass(frozen=True, slots=True)
class Difference:
    """One rating that two people set at once."""

    label: str
    theirs: str
    mine: str


def differences(refused: Conflict) -> list[Difference]:
    """Field -> (theirs, mine) in words."""
    labels = {"result_rating": _("Hasil kerja"), "behaviour_rating": _("Perilaku kerja")}
    return [
        Difference(labels.get(name, name), _word(theirs), _word(mine))
        for name, (theirs, mine) in (refused.fields or {}).items()
    ]


def _word(text: str) -> str:
    return str(RATING_WORDS[int(text)]) if text in {"1", "2", "3"} else _("belum dinilai")
