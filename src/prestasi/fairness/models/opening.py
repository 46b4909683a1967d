from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PeriodOpening(models.Model):
    """*Usulan pembukaan periode*: dates and rule version copied from the last period, opened by a second person."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("Disiapkan")
        PROPOSED = "proposed", _("Menunggu persetujuan")
        APPROVED = "approved", _("Disetujui dan dibuka")
        REFUSED = "refused", _("Ditolak")
        WITHDRAWN = "withdrawn", _("Ditarik")

    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="+")
    copied_from = models.ForeignKey("performance.Period", on_delete=models.PROTECT, null=True, related_name="+")
    simulation = models.ForeignKey("fairness.Simulation", on_delete=models.PROTECT, null=True, related_name="+")
    ruleset = models.CharField(max_length=60)
    ruleset_hash = models.CharField(max_length=64)
    self_due_on = models.DateField()
    rating_due_on = models.DateField()
    confirm_due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    lock_version = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="opening_two_persons"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | Q(decided_by__isnull=False),
                name="opening_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(self_due_on__lte=F("rating_due_on")) & Q(rating_due_on__lte=F("confirm_due_on")),
                name="opening_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["period"], condition=Q(state__in=["prepared", "proposed"]), name="opening_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.period_id} {self.state}"
