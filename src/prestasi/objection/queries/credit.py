"""What a predicate is worth in credit points, as objections keep it."""

from __future__ import annotations

from prestasi.performance.models import Evaluation
from prestasi.performance.queries import credit


def credit_of_evaluation(evaluation: Evaluation, predicate: int | None) -> int | None:
    """Thousandths of a point (*angka kredit*); None: the post earns none."""
    found = credit.credit_of_evaluation(evaluation, predicate)
    return found.credit if found else None
