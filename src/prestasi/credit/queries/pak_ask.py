"""What would be frozen when a determination is put forward now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.credit import mapping
from prestasi.credit.models import Determination
from prestasi.credit.queries.pak import (
    GoalRow,
    LineRow,
    OriginRow,
    freeze,
    goal_rows,
    line_rows,
    origin_rows,
    person_or_404,
    sum_row,
)
from prestasi.credit.queries.words import grade_words, points


@dataclass(frozen=True, slots=True)
class AskPage:
    """A preview; without anything to determine `is_ready` is false. `corrects` is the number of the PAK replaced."""

    person_id: int
    name: str
    corrects: str
    replaces: int | None
    is_ready: bool
    since: dt.date | None = None
    until: dt.date | None = None
    level: str = ""
    rank: str = ""
    points: str = ""
    origins: tuple[OriginRow, ...] = ()
    total: OriginRow | None = None
    goals: tuple[GoalRow, ...] = ()
    lines: tuple[LineRow, ...] = ()


def ask_page(actor: Actor, person_id: int, replaces: int | None) -> AskPage:
    """For the analyst only. Ten statements."""
    person = person_or_404(actor, person_id)
    former = None
    if replaces is not None:
        former = Determination.objects.filter(pk=replaces, person=person_id).first()
        if former is None:
            raise NotVisible
    frozen = freeze(person_id, former)
    about = person_id, person.full_name, former.number if former else "", replaces
    if frozen is None:
        return AskPage(*about, False)
    figures = frozen.figures
    return AskPage(
        *about, True, frozen.since, frozen.until, mapping.level_words(figures["level"]), grade_words(figures["rank"]),
        points(figures["points"]), origin_rows(figures), sum_row(figures), goal_rows(figures), line_rows(figures),
    )  # fmt: skip
