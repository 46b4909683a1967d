"""The drawing of the official who decides, kept so that anybody may draw again and find the same person."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Draw(models.Model):
    """*Undian pejabat pemutus*: seed, everybody who could be drawn, how many were left out and why, who was drawn."""

    class Answer(models.TextChoices):
        WAITING = "", _("Belum menyatakan")
        CLEAR = "clear", _("Tanpa benturan kepentingan")
        CONFLICT = "conflict", _("Benturan kepentingan")

    objection = models.ForeignKey("objection.Objection", on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=90)
    candidates = ArrayField(models.BigIntegerField())
    left_out = models.JSONField(default=dict)
    chosen = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, default="")
    answer_reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objection", "number"], name="objection_draw_once")]

    def __str__(self) -> str:
        return f"draw {self.number} of {self.objection_id}"
