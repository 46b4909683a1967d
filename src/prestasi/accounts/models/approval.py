"""How many steps an approval takes in this agency, dated, and the steps taken."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.core.dated import Dated, no_overlap, valid_order


class ApprovalRule(Dated):
    """*Tahap persetujuan*: from a day on, an act takes one step or two. Without a row it takes one.

    The first step cannot be configured: of a plan it is always the direct superior (*atasan langsung*), of a delegation
    the one who receives it, of a correction an analyst. The second is somebody else.
    """

    class Act(models.TextChoices):
        PLAN = "plan", _("Persetujuan rencana kinerja")
        CORRECTION = "correction", _("Koreksi atasan")
        DELEGATION = "delegation", _("Delegasi")

    act = models.CharField(max_length=12, choices=Act.choices)
    steps = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            valid_order("approval_rule"),
            no_overlap("approval_rule", "act"),
            models.CheckConstraint(condition=Q(steps__in=[1, 2]), name="approval_rule_steps"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.steps}"


class Approval(models.Model):
    """*Persetujuan*: one step taken by one person. Two steps of one round are never the same person's."""

    act = models.CharField(max_length=12, choices=ApprovalRule.Act.choices)
    object_id = models.BigIntegerField()
    round = models.BigIntegerField()
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    payload = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "object_id", "round", "step"], name="approval_step_once"),
            models.UniqueConstraint(fields=["act", "object_id", "round", "person"], name="approval_two_persons"),
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="approval_step"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.object_id} step {self.step}"
