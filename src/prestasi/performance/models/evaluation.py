"""*Evaluasi kinerja*: the ratings of one plan in one period, and what they led to."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Rating(models.IntegerChoices):
    """*Rating*: codes of SIASN, 1 above, 2 as, 3 below expectation."""

    ABOVE = 1, _("Di atas ekspektasi")
    AS = 2, _("Sesuai ekspektasi")
    BELOW = 3, _("Di bawah ekspektasi")


class Predicate(models.IntegerChoices):
    """*Predikat kinerja*: codes of SIASN."""

    VERY_GOOD = 1, _("Sangat baik")
    GOOD = 2, _("Baik")
    NEEDS_IMPROVEMENT = 3, _("Butuh perbaikan")
    POOR = 4, _("Kurang")
    VERY_POOR = 5, _("Sangat kurang")


class EvaluationState(models.TextChoices):
    OPEN = "open", _("Belum dinilai")
    SELF_ASSESSED = "self", _("Evaluasi diri selesai")
    RATED = "rated", _("Dinilai")
    CONFIRMED = "confirmed", _("Ditetapkan")
    RECEIVED = "received", _("Diterima pegawai")
    FINAL = "final", _("Final")
    SKIPPED = "skipped", _("Tidak dinilai")


class Evaluation(models.Model):
    """*Evaluasi kinerja*: ratings of results and behaviour, and the predicate that the rule set makes of them.

    `steps` keeps every step of the rules. `behaviour_items` are the seven BerAKHLAK ratings in order. Position, unit,
    rank, rater and rater's superior are frozen as words and ids when rated. Ratings carry the ids of `Rating`, the
    predicate those of `Predicate`.
    """

    plan = models.ForeignKey("performance.Plan", on_delete=models.PROTECT, related_name="evaluations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="evaluations")
    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="evaluations")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EvaluationState.choices, default=EvaluationState.OPEN)
    lock_version = models.PositiveIntegerField(default=1)
    rater = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="evaluations_given")
    rater_superior = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    is_unit_head = models.BooleanField(default=False)
    self_note = models.TextField(blank=True)
    self_at = models.DateTimeField(null=True, blank=True)
    behaviour_items = ArrayField(models.PositiveSmallIntegerField(), size=7, null=True, blank=True)
    result_suggested = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    behaviour_suggested = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    result_rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    behaviour_rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    result_reason = models.TextField(blank=True)
    behaviour_reason = models.TextField(blank=True)
    predicate = models.PositiveSmallIntegerField(null=True, choices=Predicate.choices)
    ruleset = models.CharField(max_length=60, blank=True)
    ruleset_hash = models.CharField(max_length=64, blank=True)
    steps = models.JSONField(null=True, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="catatan/rekomendasi")
    skipped_reason = models.CharField(max_length=60, blank=True)
    rated_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    rated_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, help_text="from then on the employee sees the result")
    received_at = models.DateTimeField(null=True, blank=True)
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "period"], name="evaluation_once"),
            models.CheckConstraint(
                condition=Q(rated_by__isnull=True) | ~Q(rated_by=F("person")), name="evaluation_not_self_rated"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("person")),
                name="evaluation_not_self_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["period", "unit", "state"], name="evaluation_period_unit"),
            models.Index(fields=["rater", "period", "state"], name="evaluation_rater"),
            models.Index(fields=["person", "period"], name="evaluation_person"),
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk}"


class ItemRating(models.Model):
    """*Rating hasil kerja*: a planned result in an evaluation; `achievement_bp`: hundredths of a percent."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="items")
    result = models.ForeignKey("performance.ExpectedResult", on_delete=models.PROTECT, related_name="ratings")
    is_main = models.BooleanField(default=True)
    self_rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    reason = models.CharField(max_length=400, blank=True)
    achievement_bp = models.BigIntegerField(null=True)
    evidence_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "result"], name="item_rating_once")]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.rating}"


class UnitAchievement(models.Model):
    """*Capaian kinerja organisasi*: how a unit did in a period, set by the leader above with a reason."""

    class Level(models.TextChoices):
        EXCELLENT = "ISTIMEWA", _("Istimewa")
        GOOD = "BAIK", _("Baik")
        NEEDS_IMPROVEMENT = "BUTUH_PERBAIKAN", _("Butuh perbaikan")
        POOR = "KURANG", _("Kurang")
        VERY_POOR = "SANGAT_KURANG", _("Sangat kurang")

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="achievements")
    level = models.CharField(max_length=16, choices=Level.choices)
    reason = models.TextField()
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period"], name="unit_achievement_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.level}"
