from __future__ import annotations

from django.db import models


class Recent(models.Model):
    """A list for boards: which reports came in last in which unit.

    Kept narrow by a trigger, so that "just reported" is cheap.
    """

    progress = models.OneToOneField(
        "performance.Progress", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    unit = models.ForeignKey("organization.Unit", on_delete=models.CASCADE, related_name="+", db_index=False)
    reported_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-reported_at"], name="recent_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.reported_at}"
