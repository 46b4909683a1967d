"""What the predicate of one evaluation is worth in credit points (*angka kredit*)."""

from __future__ import annotations

import datetime as dt

from prestasi.organization.models import PositionKind
from prestasi.performance import mapping
from prestasi.performance.models import Evaluation

MIDDLE = 15


def months_within(starts: dt.date, ends: dt.date) -> range:
    """The months between two days, both included, as year x 12 + month.

    A month belongs to the post that is held on its 15th day: whoever moves within a month has it counted once, in one
    of the two posts (PermenPANRB 1/2023 art. 37: no month is converted twice).
    """
    first = starts.year * 12 + starts.month + (starts.day > MIDDLE)
    last = ends.year * 12 + ends.month - (ends.day < MIDDLE)
    return range(first, max(first, last + 1))


def span_of(evaluation: Evaluation) -> tuple[dt.date, dt.date]:
    """First and last day of the plan inside the period."""
    plan, period = evaluation.plan, evaluation.period
    return max(period.starts_on, plan.starts_on), min(period.ends_on, plan.ends_on)


def months_of(evaluation: Evaluation) -> int:
    """Months of the plan inside the period (Jan-Feb = 2), 0 to 12."""
    return min(len(months_within(*span_of(evaluation))), 12)


def credit_of_evaluation(evaluation: Evaluation, predicate: int | None) -> mapping.Credit | None:
    """None: not rated, no month, or not a functional post of a PNS (contract staff have no rank, so no credit)."""
    months = months_of(evaluation)
    if predicate is None or not months or not is_credited(evaluation, predicate):
        return None
    return mapping.credit_of(evaluation.plan.position.title, predicate, months, evaluation.period.ends_on)


def is_credited(evaluation: Evaluation, predicate: int | None) -> bool:
    """Whether the post earns credit points at all."""
    position, employment = evaluation.plan.position, evaluation.person.employment
    return predicate is not None and position.kind == PositionKind.FUNCTIONAL and employment in {"pns", "cpns"}
