"""*Sidang kalibrasi*: who compares the ratings of a unit in a period, what they saw, thought and said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prestasi.performance.models.evaluation import Predicate, Rating


class Session(models.Model):
    """*Sesi kalibrasi*: of a unit with all units below it, in one period; at most one runs at a time.

    `frozen_at` and `digest` seal the before-picture: from then on no row of it is added, changed or removed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Berlangsung")
        CLOSING = "closing", _("Menunggu penutupan orang kedua")
        CLOSED = "closed", _("Ditutup")

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="calibrations")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    lock_version = models.PositiveIntegerField(default=1)
    meets_on = models.DateField(help_text="day of the meeting; the pre-read comes before")
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    closing_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    closing_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"], condition=~Q(state="closed"), name="calibration_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("closing_by")), name="calibration_closed_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_by__isnull=False, closing_by__isnull=False),
                name="calibration_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"calibration {self.pk}"


class Member(models.Model):
    """*Peserta kalibrasi*: who takes part; the facilitator leads."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    is_facilitator = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="calibration_member_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id}"


class Before(models.Model):
    """*Gambaran sebelum kalibrasi*: one rating as it was when the session opened. Immutable."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="before")
    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    result_rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    behaviour_rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    predicate = models.PositiveSmallIntegerField(null=True, choices=Predicate.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "evaluation"], name="calibration_before_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.evaluation_id}"


class PreRead(models.Model):
    """*Prabaca*: what a participant thinks of one rating before the meeting; a doubt carries a comment."""

    class Stance(models.TextChoices):
        AGREE = "agree", _("Setuju")
        DOUBT = "doubt", _("Ragu")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="pre_reads")
    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=5, choices=Stance.choices)
    comment = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "evaluation", "person"], name="calibration_pre_read_once"),
            models.CheckConstraint(condition=~Q(stance="doubt", comment=""), name="calibration_doubt_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.stance}"


class Remark(models.Model):
    """*Catatan sidang*: said about one rating in the meeting; part of the record, never changed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="remarks")
    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text


class Discussed(models.Model):
    """*Sudah dibahas*: the mark on one rating."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="discussed")
    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "evaluation"], name="calibration_discussed_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.evaluation_id}"


class Recusal(models.Model):
    """*Berhalangan menilai*: a participant declares a tie (marriage, family) and takes no part in one rating."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="recusals")
    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "evaluation", "person"], name="calibration_recusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.evaluation_id}"
