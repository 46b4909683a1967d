"""A result becomes final before its time has passed, because it was contested and decided."""

from __future__ import annotations

from prestasi.audit.actions.record import record
from prestasi.core.actor import Actor
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.performance.models import Evaluation
from prestasi.performance.states_evaluation import EVALUATION


def settle(*, by: Actor, evaluation_id: int, basis: str, capacity: str) -> Receipt | None:
    """The decision on an objection is final (PP 30/2019 art. 59). None: the result was final already.

    Call it inside the transaction of the decision, with the objection's own gate passed.
    """
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation_id)
    if not may_move(EVALUATION, "become_final", evaluation.state):
        return None
    evaluation.state = "final"
    evaluation.lock_version += 1
    evaluation.save(update_fields=["state", "lock_version"])
    return record(
        "evaluation.became_final", by=by, about=evaluation, subject=evaluation.person_id, unit=evaluation.unit_id,
        capacity=capacity, payload={"count": 1, "basis": basis},
    )  # fmt: skip
