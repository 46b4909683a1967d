from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from prestasi.dialogue.states import RequestState


class FeedbackRequest(models.Model):
    """*Permintaan umpan balik*: an employee asks a named person for one strength and one suggestion."""

    plan = models.ForeignKey("performance.Plan", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="feedback_asked")
    asked = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="feedback_requests")
    question = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=RequestState.choices, default=RequestState.OPEN)
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked=F("asked_by")), name="feedback_request_not_to_self"),
            models.UniqueConstraint(
                fields=["asked_by", "asked"], condition=Q(state="open"), name="feedback_request_one_open"
            ),
        ]
        indexes = [models.Index(fields=["asked"], condition=Q(state="open"), name="feedback_request_open")]

    def __str__(self) -> str:
        return f"{self.asked_by_id} asks {self.asked_id}"


class Appreciation(models.Model):
    """*Apresiasi dari bukti*: praise that points at the piece of evidence that deserved it."""

    note = models.OneToOneField("performance.FeedbackNote", on_delete=models.PROTECT, related_name="appreciation")
    evidence = models.ForeignKey("performance.Evidence", on_delete=models.PROTECT, related_name="appreciations")

    def __str__(self) -> str:
        return f"{self.note_id} for {self.evidence_id}"
