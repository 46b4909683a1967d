"""Forms of *bimbingan kinerja* (B.1.8 and B.1.9) and who opened a sealed counselling record."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from prestasi.dialogue.models.dialogue import Dialogue


class GuidanceFeedback(models.Model):
    """*Formulir B.1.8*: the employee's nine yes-or-no statements about a guidance, for the leader's superior."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="guidance_feedback")
    answers = ArrayField(models.BooleanField(), size=9)
    note = models.CharField(max_length=600, blank=True)
    signed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"B.1.8 of {self.dialogue_id}"


class CompetenceScore(models.Model):
    """*Formulir B.1.9*: one competence after guidance, scored 1 to 5 by the leader with the reason."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="competences")
    order = models.PositiveSmallIntegerField()
    competence = models.CharField(max_length=160)
    score = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "order"], name="competence_score_order"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="competence_score_range"),
        ]

    def __str__(self) -> str:
        return f"{self.competence}: {self.score}"


class SealedReading(models.Model):
    """*Pembukaan catatan konseling*: an HR analyst opened a sealed record, with the reason; both sides are told."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="sealed_readings")
    reader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="sealed_reading_has_reason")]

    def __str__(self) -> str:
        return f"{self.reader_id} read {self.dialogue_id}"
