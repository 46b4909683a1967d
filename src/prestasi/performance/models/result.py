"""*Rencana hasil kerja (RHK)* and what it contributes to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ExpectedResult(models.Model):
    """*Rencana hasil kerja* (RHK): a planned result; without an open link "unlinked": allowed, shown, linked later."""

    class Kind(models.TextChoices):
        MAIN = "utama", _("Utama")
        ADDITIONAL = "tambahan", _("Tambahan")

    class Perspective(models.TextChoices):
        RECIPIENTS = "penerima_layanan", _("Penerima layanan")
        PROCESS = "proses_bisnis", _("Proses bisnis")
        INTERNAL = "penguatan_internal", _("Penguatan internal")
        BUDGET = "anggaran", _("Anggaran")

    class Classification(models.TextChoices):
        ORGANISATION = "organisasi", _("Organisasi")
        INDIVIDUAL = "individu", _("Individu")

    plan = models.ForeignKey("performance.Plan", on_delete=models.CASCADE, related_name="results")
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MAIN)
    classification = models.CharField(
        max_length=10, choices=Classification.choices, default=Classification.ORGANISATION
    )
    perspective = models.CharField(max_length=20, choices=Perspective.choices, blank=True)
    text = models.CharField(max_length=500)
    success_note = models.TextField(blank=True, help_text="ukuran keberhasilan of the qualitative form")
    assigned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(
        "performance.WorkTeam", on_delete=models.PROTECT, null=True, blank=True, related_name="results"
    )
    unlinked_reason = models.CharField(max_length=240, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["plan", "order"], name="result_plan")]

    def __str__(self) -> str:
        return self.text

    @property
    def assigned_words(self) -> str:
        """*Penugasan dari*: who assigned it, with the team it belongs to; "" for what was written by the owner."""
        names = (self.assigned_by.full_name if self.assigned_by else "", self.team.name if self.team else "")
        return " · ".join(name for name in names if name)


class ResultLink(models.Model):
    """*RHK pimpinan yang diintervensi*: this result serves a leader's result or a goal; ended, never erased."""

    class Kind(models.TextChoices):
        DIRECT = "direct", _("Langsung")
        INDIRECT = "indirect", _("Tidak langsung")

    result = models.ForeignKey(ExpectedResult, on_delete=models.CASCADE, related_name="links")
    parent = models.ForeignKey(
        ExpectedResult, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    goal = models.ForeignKey(
        "performance.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DIRECT)
    linked_at = models.DateTimeField(db_default=Now())
    linked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, goal__isnull=False) | Q(parent__isnull=False, goal__isnull=True),
                name="result_link_one_target",
            ),
            models.UniqueConstraint(
                fields=["result", "parent"], condition=Q(ended_at__isnull=True), name="result_link_parent_once"
            ),
            models.UniqueConstraint(
                fields=["result", "goal"], condition=Q(ended_at__isnull=True), name="result_link_goal_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} -> {self.parent_id or self.goal_id}"
