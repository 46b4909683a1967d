"""*Rencana perbaikan kinerja* for the two lowest predicates: six months, steps, monthly dialogues, outcome."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.dialogue.states import ImprovementState


class ImprovementPlan(models.Model):
    """*Rencana perbaikan kinerja*: six months to improve after *Kurang* or *Sangat kurang* (PP 30/2019 Pasal 56-58)."""

    class Outcome(models.TextChoices):
        IMPROVED = "improved", _("Membaik")
        PARTLY = "partly", _("Membaik sebagian")
        NOT_IMPROVED = "not_improved", _("Belum membaik")

    evaluation = models.OneToOneField("performance.Evaluation", on_delete=models.PROTECT, related_name="improvement")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="improvements")
    leader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    predicate = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ImprovementState.choices, default=ImprovementState.DRAFT)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="last day")
    expectation = models.TextField(blank=True, help_text="what will be seen when performance is as expected again")
    employee_agreed_at = models.DateTimeField(null=True, blank=True)
    leader_agreed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(db_default=Now())
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(predicate__in=[4, 5]), name="improvement_lowest_predicates"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="improvement_order"),
            models.CheckConstraint(condition=~Q(person=F("leader")), name="improvement_two_people"),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "closed"])
                | Q(employee_agreed_at__isnull=False, leader_agreed_at__isnull=False),
                name="improvement_agreed_by_both",
            ),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(outcome=""), name="improvement_closed_outcome"),
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="improvement_person"),
            models.Index(fields=["leader", "state"], name="improvement_leader"),
        ]

    def __str__(self) -> str:
        return f"improvement {self.pk} {self.state}"


class ImprovementStep(models.Model):
    """*Langkah perbaikan*: what is done until when, and by what it is seen."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    sign = models.CharField(max_length=200)
    support = models.CharField(max_length=200, blank=True, help_text="what the superior gives for it")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="improvement_step_order")]

    def __str__(self) -> str:
        return self.text
