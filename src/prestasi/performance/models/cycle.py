from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Cycle(models.Model):
    """*Tahun kinerja*: a performance year with its rule set, opened for a population by rule."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("Disiapkan")
        OPEN = "open", _("Berjalan")
        CLOSED = "closed", _("Ditutup")

    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    approach = models.CharField(max_length=12, default="quantitative")
    ruleset = models.CharField(max_length=60, default="performance-2022")
    population = models.JSONField(default=dict)
    plan_due_on = models.DateField()
    rules_locked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.year)


class Period(models.Model):
    """*Periode penilaian*: a quarter (periodik) or the whole year (tahunan)."""

    class Kind(models.TextChoices):
        QUARTER = "quarter", _("Triwulan")
        YEAR = "year", _("Tahunan")

    class State(models.TextChoices):
        AHEAD = "ahead", _("Belum dibuka")
        OPEN = "open", _("Dibuka")
        CLOSED = "closed", _("Ditutup")

    class Release(models.TextChoices):
        TOGETHER = "together", _("Bersama, setelah penetapan unit")
        EACH = "each", _("Satu per satu, saat atasan penilai menetapkan")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    release = models.CharField(max_length=8, choices=Release.choices, db_default=Release.TOGETHER)
    number = models.PositiveSmallIntegerField(help_text="1 to 4; the year is 5")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="last day")
    self_due_on = models.DateField()
    rating_due_on = models.DateField()
    confirm_due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.AHEAD)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="period_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="period_order"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id}/{self.number}"
