"""Changes of a rating after the rater gave it, and the reopening of what was settled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prestasi.performance.models.evaluation import Evaluation, Predicate, Rating


class RatingChange(models.Model):
    """*Perubahan penilaian*: one rating before and after, why and by whom. Append-only; the database refuses the rest.

    `version` is the lock version that the evaluation has after the change: a settled evaluation changes only together
    with such a row. `basis_id` names the session, objection or reopening that the change belongs to.
    """

    class Basis(models.TextChoices):
        CALIBRATION = "calibration", _("Kalibrasi")
        OBJECTION = "objection", _("Keputusan keberatan")
        REOPENING = "reopening", _("Pembukaan kembali")

    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    basis = models.CharField(max_length=12, choices=Basis.choices)
    basis_id = models.BigIntegerField(null=True)
    state_before = models.CharField(max_length=10)
    result_before = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    behaviour_before = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    predicate_before = models.PositiveSmallIntegerField(null=True, choices=Predicate.choices)
    result_after = models.PositiveSmallIntegerField(choices=Rating.choices)
    behaviour_after = models.PositiveSmallIntegerField(choices=Rating.choices)
    predicate_after = models.PositiveSmallIntegerField(choices=Predicate.choices)
    reason = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "version"], name="rating_change_once")]
        indexes = [models.Index(fields=["basis", "basis_id"], name="rating_change_basis")]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.predicate_before} to {self.predicate_after}"


class Reopening(models.Model):
    """*Pembukaan kembali*: asked for with a reason by one person, decided by another, for named evaluations only."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Diminta")
        APPROVED = "approved", _("Disetujui")
        REFUSED = "refused", _("Ditolak")
        ENDED = "ended", _("Selesai")

    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="reopenings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    reason = models.TextField()
    requested_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    until = models.DateField(help_text="last day on which the named ratings may be changed")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    evaluations = models.ManyToManyField(Evaluation, related_name="reopenings")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="reopening_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="requested") | Q(decided_by__isnull=False), name="reopening_decided_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"reopening {self.pk} {self.state}"


class RuleLock(models.Model):
    """*Kunci aturan*: the rule set and its hash under which the first rating of a period was given. Never changes."""

    period = models.OneToOneField("performance.Period", on_delete=models.PROTECT, related_name="rule_lock")
    ruleset = models.CharField(max_length=60)
    ruleset_hash = models.CharField(max_length=64)
    locked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.period_id}: {self.ruleset}"
