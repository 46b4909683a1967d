"""What the predicate of one evaluation is worth in credit points (*angka kredit*)."""

from __future__ import annotations

from prestasi.objection import mapping
from prestasi.organization.models import PositionKind
from prestasi.performance.models import Evaluation


def credit_of_evaluation(evaluation: Evaluation, predicate: int | None) -> int | None:
    """Thousandths, for the whole months of the plan inside the period. None: not a functional post of a PNS."""
    plan, period, position = evaluation.plan, evaluation.period, evaluation.plan.position
    starts, ends = max(period.starts_on, plan.starts_on), min(period.ends_on, plan.ends_on)
    months = (ends.year - starts.year) * 12 + ends.month - starts.month + 1
    is_functional = position.kind == PositionKind.FUNCTIONAL and evaluation.person.employment in {"pns", "cpns"}
    return mapping.credit_of(position.title, is_functional, predicate, max(1, min(months, 12)), period.ends_on)
