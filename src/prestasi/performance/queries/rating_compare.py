"""The three-way comparison of two raters' sheets: theirs, yours, result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.performance.models import Evaluation, ExpectedResult
from prestasi.performance.queries.words import RATING_WORDS, VALUES


@dataclass(frozen=True, slots=True)
class Compared:
    """One field that differs, in words."""

    name: str
    label: str
    theirs: str
    mine: str


def compared(evaluation_id: int, fields: Mapping[str, tuple[str, str]]) -> list[Compared]:
    """Field -> (theirs, mine) of a conflict, with labels and rating words."""
    plan = Evaluation.objects.values_list("plan_id", flat=True).get(pk=evaluation_id)
    texts = dict(ExpectedResult.objects.filter(plan=plan).values_list("pk", "text"))
    return [
        Compared(name, _label(name, texts), _shown(theirs), _shown(mine)) for name, (theirs, mine) in fields.items()
    ]


def _label(name: str, texts: Mapping[int, str]) -> str:
    known = {
        "result_rating": _("Rating hasil kerja"),
        "behaviour_rating": _("Rating perilaku kerja"),
        "note": _("Catatan"),
    }
    if name in known:
        return known[name]
    return texts.get(int(name[1:]), name) if name[0] == "r" else str(VALUES[int(name[1:]) - 1])


def _shown(value: str) -> str:
    return str(RATING_WORDS[int(value)]) if value in {"1", "2", "3"} else value or _("belum dinilai")
