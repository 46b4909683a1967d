"""How far a bulk confirmation is."""

from __future__ import annotations

from dataclasses import dataclass

from prestasi.calibration.models import BulkConfirmation
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.models import Evaluation


@dataclass(frozen=True, slots=True)
class Run:
    id: int
    total: int
    done: int
    is_done: bool
    left_out: tuple[tuple[str, str], ...]

    @property
    def confirmed(self) -> int:
        return self.done - len(self.left_out)

    @property
    def parts(self) -> list[tuple[int, str]]:
        return [(self.confirmed, "b"), (len(self.left_out), "bp")]


def run_or_404(actor: Actor, run_id: int) -> Run:
    """One's own run. Two statements."""
    run = BulkConfirmation.objects.filter(pk=run_id, person=actor.person_id).first()
    if run is None or actor.on_behalf_of is not None:
        raise NotVisible
    reasons = {int(pk): str(reason) for pk, reason in run.left_out}
    rows = Evaluation.objects.filter(pk__in=reasons).select_related("person").defer("steps", "frozen")
    left_out = tuple((row.person.full_name, reasons[row.pk]) for row in rows.order_by("person__name")[:200])
    return Run(run.pk, run.total, run.done, run.state == BulkConfirmation.State.DONE, left_out)
