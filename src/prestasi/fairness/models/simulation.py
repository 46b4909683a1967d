from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Simulation(models.Model):
    """*Simulasi kebijakan*: a period replayed under a draft of the rules; nothing in the period is touched.

    `draft` is what the analyst changed, `draft_hash` the hash of the rules that follow from it. `next_unit_id` is the
    place to go on from; `result` and `result_sha256` (over every person's outcome) are set when all is done.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Menunggu giliran")
        RUNNING = "running", _("Sedang dihitung")
        DONE = "done", _("Selesai")
        CANCELLED = "cancelled", _("Dihentikan")

    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    draft = models.JSONField(default=dict)
    ruleset = models.CharField(max_length=60)
    draft_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    next_unit_id = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    result_sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class SimulationChange(models.Model):
    """One person whose predicate would be another one under the draft."""

    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="changes")
    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["simulation", "evaluation"], name="simulation_change_once")]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.before} -> {self.after}"
