"""*Pustaka indikator*: indicators that the HR agency keeps for posts and for fields of government."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.organization.models import PositionKind
from prestasi.performance.fields_of_government import GovernmentField
from prestasi.performance.models.indicator import Indicator
from prestasi.performance.models.measure import Combine, Direction, Frequency


class StandardIndicator(models.Model):
    """*Manual indikator kinerja*: definition, formula, unit, source, period and quality control of one indicator.

    It is meant for a job family, a kind of post, a field of government (*bidang urusan*), or several of them together.
    A retired one is no longer offered; plans that took it keep their origin.
    """

    job_family = models.ForeignKey(
        "organization.JobFamily", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position_kind = models.CharField(max_length=20, choices=PositionKind.choices, blank=True)
    field = models.CharField(max_length=24, choices=GovernmentField.choices, blank=True)
    name = models.CharField(max_length=300)
    definition = models.CharField(max_length=500)
    formula = models.CharField(max_length=300)
    unit_of_measure = models.CharField(max_length=60)
    aspect = models.CharField(max_length=10, choices=Indicator.Aspect.choices, default=Indicator.Aspect.QUALITY)
    direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.HIGHER)
    combine = models.CharField(max_length=6, choices=Combine.choices, default=Combine.LAST)
    frequency = models.CharField(max_length=12, choices=Frequency.choices, default=Frequency.QUARTERLY)
    data_source = models.CharField(max_length=200)
    quality_control = models.CharField(max_length=300, help_text="how the figure is checked")
    kept_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(job_family__isnull=False) | ~Q(position_kind="") | ~Q(field=""),
                name="standard_indicator_is_for_something",
                violation_error_message=_("Pilih rumpun jabatan, jenis jabatan, atau bidang urusan."),
            )
        ]

    def __str__(self) -> str:
        return self.name
