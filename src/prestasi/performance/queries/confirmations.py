"""Results that the rater's superior has to set, grouped by rater, with the distribution each rater has given."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from prestasi.core.actor import Actor
from prestasi.performance.models import Evaluation, Period
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.waiting import evaluations_to_confirm
from prestasi.performance.queries.words import PREDICATE_TONES, period_words, predicate_word, rating_word


@dataclass(frozen=True, slots=True)
class Rated:
    """One result that waits for being set."""

    id: int
    name: str
    post: str
    result: str
    behaviour: str
    word: str
    tone: str
    reason: str
    differs: bool


@dataclass(frozen=True, slots=True)
class RaterGroup:
    rater: str
    rows: tuple[Rated, ...]
    distribution: tuple[tuple[int, str], ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Confirmations:
    title: str
    due_on: dt.date | None
    groups: tuple[RaterGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def confirmations_page(actor: Actor) -> Confirmations:
    """One statement for everything that waits."""
    gate.check_scope(actor, gate.RATE)
    rows = list(
        evaluations_to_confirm(actor)
        .select_related("person", "plan__position", "period", "rater")
        .defer("steps", "frozen")
        .order_by("rater__name", "rater", "person__name")[:500]
    )
    period: Period | None = rows[0].period if rows else None
    groups = (_group(list(members)) for _rater, members in groupby(rows, key=lambda row: row.rater_id))
    return Confirmations(
        period_words(period) if period else "", period.confirm_due_on if period else None, tuple(groups)
    )


def _group(rows: list[Evaluation]) -> RaterGroup:
    counts = Counter(row.predicate for row in rows)
    given = [p for p in PREDICATE_TONES if counts[p]]
    return RaterGroup(
        rows[0].rater.full_name if rows[0].rater else "", tuple(map(_rated, rows)),
        tuple((counts[p], PREDICATE_TONES[p]) for p in given),
        ", ".join(f"{predicate_word(p)} {counts[p]}" for p in given),
    )  # fmt: skip


def _rated(row: Evaluation) -> Rated:
    return Rated(
        row.pk, row.person.full_name, row.plan.position.title, rating_word(row.result_rating),
        rating_word(row.behaviour_rating), predicate_word(row.predicate), PREDICATE_TONES.get(row.predicate or 0, ""),
        row.result_reason or row.behaviour_reason,
        row.result_suggested is not None and row.result_suggested != row.result_rating and not row.is_unit_head,
    )  # fmt: skip
