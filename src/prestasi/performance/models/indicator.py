from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prestasi.performance.models.measure import Combine, Direction, Frequency, quantity


class Indicator(models.Model):
    """*Indikator kinerja individu (IKI)*: how a result is measured. Targets are numbers with a unit.

    Quantitative: `target` (or `target_low`/`target_high` for a range). Qualitative: `levels` holds the described
    levels [{level: 1..3, text}], the target is level 2 (as expected).
    """

    class Aspect(models.TextChoices):
        QUANTITY = "kuantitas", _("Kuantitas")
        QUALITY = "kualitas", _("Kualitas")
        TIME = "waktu", _("Waktu")
        COST = "biaya", _("Biaya")

    result = models.ForeignKey("performance.ExpectedResult", on_delete=models.CASCADE, related_name="indicators")
    goal_indicator = models.ForeignKey(
        "performance.GoalIndicator", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_by"
    )
    order = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=300)
    aspect = models.CharField(max_length=10, choices=Aspect.choices, default=Aspect.QUANTITY)
    unit_of_measure = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.HIGHER)
    start_value = quantity(null=True, blank=True)
    target = quantity(null=True, blank=True)
    target_low = quantity(null=True, blank=True)
    target_high = quantity(null=True, blank=True)
    combine = models.CharField(max_length=6, choices=Combine.choices, default=Combine.LAST)
    frequency = models.CharField(max_length=12, choices=Frequency.choices, default=Frequency.MONTHLY)
    formula = models.CharField(max_length=300, blank=True)
    data_source = models.CharField(max_length=200, blank=True)
    levels = models.JSONField(default=list, blank=True)
    weight_bp = models.PositiveIntegerField(null=True, blank=True, help_text="optional, hundredths of a percent")
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    standard = models.ForeignKey(
        "performance.StandardIndicator", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_as"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target_low__isnull=True) | Q(target_high__gte=models.F("target_low")),
                name="indicator_range_order",
            )
        ]
        indexes = [models.Index(fields=["result", "order"], name="indicator_result")]

    def __str__(self) -> str:
        return self.name
