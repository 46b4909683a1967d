"""Who reports to whom, dated, and requests to correct it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.core.dated import Dated, no_overlap, valid_order


class ReportingLine(Dated):
    """*Atasan langsung*: the direct superior, who is the rating officer, of a person during a time.

    Written anew whenever a post changes hands or an acting official takes over; a cycle is refused by the database.
    `capacity` says in which capacity the superior leads: definitive, Plt or Plh.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="superiors")
    superior = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="subordinates")
    capacity = models.CharField(max_length=12, default="definitive")

    class Meta:
        constraints = [
            valid_order("reporting_line"),
            no_overlap("reporting_line", "person"),
            models.CheckConstraint(condition=~Q(person=F("superior")), name="reporting_line_not_self"),
        ]
        indexes = [models.Index(fields=["superior", "valid_to"], name="reporting_line_superior")]

    def __str__(self) -> str:
        return f"{self.person_id} -> {self.superior_id}"


class CorrectionRequest(models.Model):
    """*Bukan atasan saya / unit saya salah*: asks HR to correct a reporting line or a unit; decided by another person.

    A wrong unit is put right by a move, which the analyst fills in and sees the effects of first.
    """

    class Asks(models.TextChoices):
        SUPERIOR = "superior", _("Atasan")
        UNIT = "unit", _("Unit")

    class State(models.TextChoices):
        OPEN = "open", _("Menunggu")
        ACCEPTED = "accepted", _("Diterima")
        REFUSED = "refused", _("Ditolak")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    current_superior = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    proposed_superior = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asks = models.CharField(max_length=10, choices=Asks.choices, default=Asks.SUPERIOR)
    current_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    proposed_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    reason = models.TextField()
    requested_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="correction_requester_not_approver",
            )
        ]

    def __str__(self) -> str:
        return f"correction {self.pk} {self.state}"
