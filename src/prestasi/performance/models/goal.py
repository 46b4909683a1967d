"""Goals of the region and of units, with numeric indicators and published values."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prestasi.performance.models.measure import Combine, Direction, Frequency, quantity


class Goal(models.Model):
    """*Simpul pohon kinerja*: a vision, mission, objective, target, programme or unit result."""

    class Level(models.TextChoices):
        VISION = "visi", _("Visi")
        MISSION = "misi", _("Misi")
        OBJECTIVE = "tujuan", _("Tujuan")
        TARGET = "sasaran", _("Sasaran")
        PROGRAMME = "program", _("Program")
        UNIT_RESULT = "hasil_unit", _("Hasil unit")

    code = models.CharField(max_length=60, unique=True)
    level = models.CharField(max_length=12, choices=Level.choices)
    text = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=10, default="sure")
    parent_link = models.CharField(max_length=12, default="published")

    class Meta:
        indexes = [models.Index(fields=["unit", "year_from"], name="goal_unit")]

    def __str__(self) -> str:
        return self.text


class GoalIndicator(models.Model):
    """*Indikator kinerja*: a measure of a goal (IKU or unit indicator)."""

    code = models.CharField(max_length=80, unique=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="indicators")
    owner_unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=300)
    unit_of_measure = models.CharField(max_length=60)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    combine = models.CharField(max_length=6, choices=Combine.choices, default=Combine.LAST)
    frequency = models.CharField(max_length=12, choices=Frequency.choices, default=Frequency.YEARLY)
    start_value = quantity(null=True, blank=True)
    formula = models.CharField(max_length=300, blank=True)
    data_source = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=10, default="sure")

    def __str__(self) -> str:
        return self.name


class GoalValue(models.Model):
    """*Target dan realisasi*: the figures of a goal's indicator at the end of a period."""

    indicator = models.ForeignKey(GoalIndicator, on_delete=models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    period_end = models.DateField()
    period_type = models.CharField(max_length=10, default="year")
    target = quantity(null=True, blank=True)
    realisation = quantity(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=10, default="sure")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "period_end", "period_type"], name="goal_value_once"),
            models.CheckConstraint(
                condition=Q(period_type__in=["year", "ytd", "baseline", "month", "quarter"]), name="goal_value_type"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_end}"
