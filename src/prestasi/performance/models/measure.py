"""What goal indicators and individual indicators have in common: how a number is meant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    HIGHER = "higher", _("Makin besar makin baik")
    LOWER = "lower", _("Makin kecil makin baik")
    RANGE = "range", _("Di dalam rentang")


class Combine(models.TextChoices):
    """How the figures of several periods become one."""

    SUM = "sum", _("Dijumlahkan")
    LAST = "last", _("Angka terakhir")
    MEAN = "mean", _("Rata-rata")


class Frequency(models.TextChoices):
    MONTHLY = "monthly", _("Bulanan")
    QUARTERLY = "quarterly", _("Triwulanan")
    HALF_YEARLY = "half_yearly", _("Semesteran")
    YEARLY = "yearly", _("Tahunan")


def quantity(**options: object) -> models.DecimalField:
    """A measured quantity: up to 14 digits before and 4 after the decimal point."""
    return models.DecimalField(max_digits=18, decimal_places=4, **options)  # type: ignore[arg-type]
