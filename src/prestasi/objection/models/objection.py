"""*Keberatan* (PP 30/2019 art. 59): what an employee contests, both sides, the decision, and what it changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.performance.models.evaluation import Predicate, Rating


class ObjectionState(models.TextChoices):
    FILED = "filed", _("Menunggu tanggapan penilai")
    ANSWERED = "answered", _("Menunggu rekomendasi analis")
    RECOMMENDED = "recommended", _("Menunggu putusan")
    RETURNED = "returned", _("Dikembalikan untuk dinilai ulang")
    RERATED = "rerated", _("Dinilai ulang, menunggu putusan")
    REJECTED = "rejected", _("Ditolak, hasil tetap")
    CHANGED = "changed", _("Dikabulkan, hasil diubah")
    WITHDRAWN = "withdrawn", _("Dicabut")


class Outcome(models.TextChoices):
    """What is recommended or decided."""

    REJECT = "reject", _("Tolak, hasil tetap")
    CHANGE = "change", _("Kabulkan, ubah hasil")
    RETURN = "return", _("Kembalikan untuk dinilai ulang")


def _never(who: str, *others: str) -> models.CheckConstraint:
    """Whoever did this step is none of the others."""
    apart = Q()
    for other in others:
        apart &= Q(**{f"{other}__isnull": True}) | ~Q(**{who: F(other)})
    return models.CheckConstraint(condition=Q(**{f"{who}__isnull": True}) | apart, name=f"objection_{who}_apart")


class Objection(models.Model):
    """*Keberatan*: one contest of one result. Parties are frozen when it is filed.

    `arrived_at` is when the request reached us by database time; `received_on` and `last_day` are days in the agency's
    zone. Ratings carry SIASN codes, `credit_before` and `credit_after` thousandths of a credit point.
    """

    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    rater_superior = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=ObjectionState.choices, default=ObjectionState.FILED)
    lock_version = models.PositiveIntegerField(default=1)
    reason = models.TextField()
    arrived_at = models.DateTimeField()
    filed_at = models.DateTimeField(db_default=Now())
    received_on = models.DateField()
    last_day = models.DateField()
    answer_due_on = models.DateField(null=True)
    decision_due_on = models.DateField()
    ruleset = models.CharField(max_length=60)
    ruleset_hash = models.CharField(max_length=64)
    steps = models.JSONField()
    predicate_before = models.PositiveSmallIntegerField(choices=Predicate.choices)
    result_before = models.PositiveSmallIntegerField(choices=Rating.choices)
    behaviour_before = models.PositiveSmallIntegerField(choices=Rating.choices)
    credit_before = models.IntegerField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    recommended = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    recommendation = models.TextField(blank=True)
    recommended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recommended_at = models.DateTimeField(null=True)
    proposed_result = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    proposed_behaviour = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    decider = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField(blank=True)
    returned_at = models.DateTimeField(null=True)
    rerate_reason = models.TextField(blank=True)
    rerated_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    headnote = models.CharField(max_length=300, blank=True, help_text="rule for similar cases, names nobody")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    predicate_after = models.PositiveSmallIntegerField(null=True, choices=Predicate.choices)
    result_after = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    behaviour_after = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    credit_after = models.IntegerField(null=True)
    event_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"], condition=~Q(state="withdrawn"), name="objection_once_per_result"
            ),
            _never("answered_by", "person"),
            _never("recommended_by", "person", "rater", "rater_superior"),
            _never("decider", "person", "rater", "rater_superior", "recommended_by"),
            _never("decided_by", "person", "rater", "rater_superior", "recommended_by"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(decided_by=F("decider")), name="objection_drawn_decides"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["rejected", "changed"])
                | Q(decided_by__isnull=False, decided_at__isnull=False, predicate_after__isnull=False),
                name="objection_decided_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "decision_due_on"], name="objection_queue"),
            models.Index(fields=["person", "-id"], name="objection_person"),
            models.Index(fields=["decider", "state"], name="objection_decider"),
            models.Index(fields=["rater", "state"], name="objection_rater"),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk} {self.state}"


class ObjectionItem(models.Model):
    """*Butir keberatan*: a planned result, one of the seven values, or the predicate as a whole."""

    class Kind(models.TextChoices):
        RESULT = "result", _("Hasil kerja")
        BEHAVIOUR = "behaviour", _("Perilaku kerja")
        PREDICATE = "predicate", _("Predikat")

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    result = models.ForeignKey("performance.ExpectedResult", on_delete=models.PROTECT, null=True, related_name="+")
    behaviour = models.PositiveSmallIntegerField(null=True)
    rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "kind", "result", "behaviour"], name="objection_item_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(kind="result", result__isnull=False, behaviour__isnull=True)
                | Q(kind="behaviour", result__isnull=True, behaviour__range=(1, 7))
                | Q(kind="predicate", result__isnull=True, behaviour__isnull=True),
                name="objection_item_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.result_id or self.behaviour or ''}"


class ObjectionEvidence(models.Model):
    """*Bukti keberatan*: a file of either side, kept under its hash like all evidence."""

    class Side(models.TextChoices):
        EMPLOYEE = "employee", _("Pegawai")
        RATER = "rater", _("Penilai")

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="evidence")
    side = models.CharField(max_length=8, choices=Side.choices)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.title
