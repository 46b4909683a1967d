"""*Penetapan predikat kinerja* of a unit in a period by two persons, and large confirmations as one job."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Determination(models.Model):
    """*Penetapan*: one person puts the confirmed results of a unit forward, another sets them; then all are released.

    `rows` freezes [evaluation id, version, predicate] as put forward and `digest` their hash; when a rating moves in
    between, the second person cannot sign. `warnings` are the pattern's warnings, `reason` why they are accepted.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Menunggu orang kedua")
        DETERMINED = "determined", _("Ditetapkan dan dirilis")
        DECLINED = "declined", _("Tidak disetujui")

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="determinations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    rows = models.JSONField()
    counts = models.JSONField()
    warnings = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    requested_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"], condition=Q(state="requested"), name="determination_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="determination_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="requested") | Q(decided_by__isnull=False), name="determination_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"determination {self.pk} {self.state}"


class BulkConfirmation(models.Model):
    """*Penetapan massal*: everything that waits for one rater's superior in a period, confirmed by one job."""

    class State(models.TextChoices):
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    ids = models.JSONField(help_text="[evaluation id, lock version] as the person saw them")
    done = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list, help_text="[evaluation id, reason]")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="running"), name="bulk_confirmation_one")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.done}"

    @property
    def total(self) -> int:
        return len(self.ids)
