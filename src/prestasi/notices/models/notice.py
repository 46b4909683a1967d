from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Notice(models.Model):
    """*Pemberitahuan*: the in-app inbox is the source of truth; `effect_key` makes a notice happen once."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=240)
    why = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    effect_key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="notice_person")]

    def __str__(self) -> str:
        return self.text
