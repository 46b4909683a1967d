"""What the predicate of one evaluation is worth in credit points (*angka kredit*)."""

from __future__ import annotations

from prestasi.organization.models import PositionKind
from prestasi.performance import mapping
from prestasi.performance.models import Evaluation


def months_of(evaluation: Evaluation) -> int:
    """Whole months of the plan inside the period, both ends counted (Jan-Feb = 2)."""
    plan, period = evaluation.plan, evaluation.period
    starts, ends = max(period.starts_on, plan.starts_on), min(period.ends_on, plan.ends_on)
    return max(1, min((ends.year - starts.year) * 12 + ends.month - starts.month + 1, 12))


def credit_of_evaluation(evaluation: Evaluation, predicate: int | None) -> mapping.Credit | None:
    """None: not rated, or not a functional post of a PNS (contract staff have no rank, so no credit)."""
    if predicate is None or not is_credited(evaluation, predicate):
        return None
    title = evaluation.plan.position.title
    return mapping.credit_of(title, predicate, months_of(evaluation), evaluation.period.ends_on)


def is_credited(evaluation: Evaluation, predicate: int | None) -> bool:
    """Whether the post earns credit points at all."""
    position, employment = evaluation.plan.position, evaluation.person.employment
    return predicate is not None and position.kind == PositionKind.FUNCTIONAL and employment in {"pns", "cpns"}
