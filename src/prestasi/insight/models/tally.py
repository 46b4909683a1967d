from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """A count for boards: how many plans, evaluations and waiting reports a unit has in each state.

    Kept by statement triggers in the transaction of every change, so that a board reads rows of units, never
    rows of people. `insight_rebuild_tallies()` counts anew after a bulk load.
    """

    class Measure(models.TextChoices):
        PLAN = "plan", _("Rencana")
        EVALUATION = "evaluation", _("Evaluasi")
        PROGRESS = "progress", _("Capaian")
        STAFF = "staff", _("Pegawai")

    unit = models.ForeignKey("organization.Unit", on_delete=models.CASCADE, related_name="+")
    cycle = models.ForeignKey("performance.Cycle", on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey("performance.Period", on_delete=models.CASCADE, null=True, related_name="+")
    measure = models.CharField(max_length=10, choices=Measure.choices)
    state = models.CharField(max_length=10)
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "cycle", "period", "measure", "state"], name="tally_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.measure} {self.state}: {self.n}"
