"""*Sasaran Kinerja Pegawai (SKP)*: the yearly plan of one person in one post."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from prestasi.performance.states import PlanState


class ClosedDateRange(Func):
    """SQL daterange with both ends included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class PlanForm(models.TextChoices):
    """Form variants of PermenPANRB 6/2022: leaders (J) and others (A), quantitative or qualitative."""

    JQ = "J-Q", _("JPT, kuantitatif")
    JL = "J-L", _("JPT, kualitatif")
    AQ = "A-Q", _("JA/JF, kuantitatif")
    AL = "A-L", _("JA/JF, kualitatif")


class Plan(models.Model):
    """*Rencana kinerja* (SKP): a person's plan in one post for part of a year; a person's plans never overlap.

    `version` counts agreed versions; `lock_version` guards against lost updates. Rater and rater's superior are the
    ones of the reporting lines when the plan was last submitted; they are frozen with each agreed version.
    """

    cycle = models.ForeignKey("performance.Cycle", on_delete=models.PROTECT, related_name="plans")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="plans")
    assignment = models.ForeignKey("people.Assignment", on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey("organization.Position", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="rated_plans")
    rater_superior = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=4, choices=PlanForm.choices)
    is_unit_head = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="last day")
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    version = models.PositiveSmallIntegerField(default=0)
    lock_version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField(max_length=200, blank=True)
    revision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_order"),
            models.CheckConstraint(condition=Q(rater__isnull=True) | ~Q(rater=F("person")), name="plan_not_own_rater"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("person")), name="plan_not_own_approver"
            ),
            ExclusionConstraint(
                name="plan_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (ClosedDateRange(F("starts_on"), F("ends_on"), Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "unit", "state"], name="plan_cycle_unit"),
            models.Index(fields=["rater", "cycle", "state"], name="plan_rater"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk} of {self.person_id}"

    @property
    def is_qualitative(self) -> bool:
        """*Pendekatan kualitatif*: results are measured by described levels, not by numbers."""
        return self.form.endswith("L")


class PlanVersion(models.Model):
    """*Dokumen SKP*: an agreed version, whole and unchangeable: the document both sides signed, with its hash."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    submitted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(condition=~Q(submitted_by=F("agreed_by")), name="plan_version_two_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class PlanAttachment(models.Model):
    """*Lampiran SKP*: resource support, accountability scheme, consequences."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("Dukungan sumber daya")
        ACCOUNTABILITY = "accountability", _("Skema pertanggungjawaban")
        CONSEQUENCE = "consequence", _("Konsekuensi")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.text


class BehaviourExpectation(models.Model):
    """*Ekspektasi khusus pimpinan*: what the leader expects for one BerAKHLAK value (1 to 7)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="expectations")
    value = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "value"], name="expectation_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=7), name="expectation_value"),
        ]

    def __str__(self) -> str:
        return self.text
