"""What goal indicators and individual indicators have in common: how a number is meant."""

from __future__ import annotations

from django.db import models


class Direction(models.TextChoices):
    HIGHER = "higher", "Makin besar makin baik"
    LOWER = "lower", "Makin kecil makin baik"
    RANGE = "range", "Di dalam rentang"


class Combine(models.TextChoices):
    """How the figures of several periods become one."""

    SUM = "sum", "Dijumlahkan"
    LAST = "last", "Angka terakhir"
    MEAN = "mean", "Rata-rata"


class Frequency(models.TextChoices):
    MONTHLY = "monthly", "Bulanan"
    QUARTERLY = "quarterly", "Triwulanan"
    HALF_YEARLY = "half_yearly", "Semesteran"
    YEARLY = "yearly", "Tahunan"


def quantity(**options: object) -> models.DecimalField:
    """A measured quantity: up to 14 digits before and 4 after the decimal point."""
    return models.DecimalField(max_digits=18, decimal_places=4, **options)  # type: ignore[arg-type]
