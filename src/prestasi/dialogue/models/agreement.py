from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from prestasi.dialogue.models.dialogue import Dialogue, Side
from prestasi.dialogue.states import AgreementState


class Agreement(models.Model):
    """*Kesepakatan*: an agreed action with the side that does it, a due date and the sign by which both see it is done.

    It belongs to the employee, not to a year or a superior: while it is open it comes back in every later dialogue.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="agreements")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="agreements")
    owner = models.CharField(max_length=8, choices=Side.choices, default=Side.EMPLOYEE)
    text = models.CharField(max_length=300)
    sign = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=AgreementState.choices, default=AgreementState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="agreement_due_after_agreed"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(ended_note=""), name="agreement_dropped_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_on"], condition=Q(state="open"), name="agreement_open"),
            models.Index(fields=["person", "-ended_at"], name="agreement_ended"),
        ]

    def __str__(self) -> str:
        return self.text

    def age(self, day: dt.date) -> int:
        """Days since it was agreed."""
        return (day - self.agreed_on).days


class AgreementReview(models.Model):
    """*Tindak lanjut*: a later dialogue at which an agreement was still open; counting them gives its age in talks."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reviews")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="reviews")
    reviewed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "dialogue"], name="agreement_review_once")]

    def __str__(self) -> str:
        return f"{self.agreement_id} in {self.dialogue_id}"
