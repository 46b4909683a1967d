"""G09 Evaluasi diri: own results with their figures, to be judged by oneself first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.moves import may_move
from prestasi.performance.models import Evaluation
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.achievement import Standing, standings_of_plan
from prestasi.performance.queries.words import percent_of_target, period_words
from prestasi.performance.states_evaluation import EVALUATION


@dataclass(frozen=True, slots=True)
class SelfRow:
    result_id: int
    number: int
    text: str
    achievement: str
    evidence_count: int
    standing: Standing
    rating: int | None

    @property
    def name(self) -> str:
        return f"r{self.result_id}"


@dataclass(frozen=True, slots=True)
class SelfPage:
    id: int
    title: str
    due_on: dt.date
    is_open: bool
    lock_version: int
    note: str
    rows: tuple[SelfRow, ...]

    def typed(self, ratings: Mapping[int, int | None], note: str) -> SelfPage:
        """The page with what was just typed."""
        rows = tuple(replace(row, rating=ratings.get(row.result_id)) for row in self.rows)
        return replace(self, rows=rows, note=note)


def self_page(actor: Actor, evaluation_id: int) -> SelfPage:
    """The own evaluation; NotVisible or NotAllowed for everybody else."""
    evaluation = Evaluation.objects.select_related("plan", "period").filter(pk=evaluation_id).first()
    if evaluation is None:
        raise NotVisible
    gate.check_owner(actor, evaluation.person_id)
    saved = dict(evaluation.items.values_list("result_id", "self_rating"))
    rows = tuple(
        SelfRow(
            pk,
            standing.number,
            standing.text,
            percent_of_target(standing.achievement_bp),
            standing.evidence_count,
            standing,
            saved.get(pk),
        )
        for pk, standing in standings_of_plan(evaluation.plan, evaluation.period).items()
    )
    is_open = evaluation.period.state == "open" and may_move(EVALUATION, "self_assess", evaluation.state)
    return SelfPage(
        evaluation.pk, period_words(evaluation.period), evaluation.period.self_due_on, is_open, evaluation.lock_version,
        evaluation.self_note, rows,
    )  # fmt: skip
