from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class CloseRun(models.Model):
    """*Evaluasi tahunan*: one batch over a year: rule set, rows read and written, hash over all results."""

    class State(models.TextChoices):
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")
        CANCELLED = "cancelled", _("Dibatalkan")

    cycle = models.ForeignKey("performance.Cycle", on_delete=models.PROTECT, related_name="close_runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    ruleset = models.CharField(max_length=60)
    ruleset_hash = models.CharField(max_length=64)
    next_plan_id = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    results_sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    started_by = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"close {self.cycle_id} {self.state}"
