from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prestasi.core.dated import Dated, no_overlap, valid_order


class AssignmentKind(models.TextChoices):
    """How a post is held. Plt and Plh are acting officials."""

    DEFINITIVE = "definitive", _("Definitif")
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."
    SECONDMENT = "secondment", _("Penugasan")


class Assignment(Dated):
    """*Penempatan*: a person in a position during a time; one definitive post at any date."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="assignments")
    position = models.ForeignKey("organization.Position", on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=AssignmentKind.choices, default=AssignmentKind.DEFINITIVE)
    decree = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            valid_order("assignment"),
            no_overlap("assignment_definitive", "person", condition=Q(kind="definitive")),
            no_overlap("assignment_same_post", "person", "position"),
        ]
        indexes = [
            models.Index(fields=["unit", "valid_to"], name="assignment_unit"),
            models.Index(fields=["position", "valid_to"], name="assignment_position"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.position_id}"
