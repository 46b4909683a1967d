from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class BulkAgreement(models.Model):
    """*Persetujuan massal*: many plans agreed by one act of their superior; the job goes on where it stopped.

    `ids` holds (plan, lock version) as the superior saw them; `left_out` holds (plan, reason).
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    ids = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="running"), name="bulk_agreement_one_running")
        ]

    def __str__(self) -> str:
        return f"bulk agreement {self.pk}: {self.done} of {self.total}"

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 100
