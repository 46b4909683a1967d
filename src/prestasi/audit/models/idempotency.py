"""One effect per key: a form pressed twice is done once."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Idempotency(models.Model):
    """What makes a form count once: the event that a form's key has already produced."""

    key = models.UUIDField()
    user_id = models.BigIntegerField()
    event = models.ForeignKey("audit.Event", on_delete=models.DO_NOTHING, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="idempotency_once")]

    def __str__(self) -> str:
        return str(self.key)
