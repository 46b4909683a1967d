"""*Realisasi* with its *bukti dukung*."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.performance.models.measure import quantity


class Progress(models.Model):
    """*Realisasi*: a report on one indicator for the time up to `on`; only accepted reports count in an evaluation."""

    class State(models.TextChoices):
        REPORTED = "reported", _("Menunggu diperiksa")
        ACCEPTED = "accepted", _("Diterima")
        RETURNED = "returned", _("Dikembalikan")
        REPLACED = "replaced", _("Diganti")

    indicator = models.ForeignKey("performance.Indicator", on_delete=models.PROTECT, related_name="progress")
    plan = models.ForeignKey("performance.Plan", on_delete=models.PROTECT, related_name="progress")
    on = models.DateField()
    value = quantity(null=True, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.REPORTED)
    reported_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(db_default=Now())
    verified_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("reported_by")),
                name="progress_not_own_verifier",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(level__isnull=False), name="progress_says_something"
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "on"], name="progress_indicator"),
            models.Index(fields=["plan", "-on"], name="progress_plan"),
            models.Index(fields=["plan"], condition=Q(state="reported"), name="progress_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.on} {self.value}"


class Evidence(models.Model):
    """*Bukti dukung*: a file, a photo, a link or a record of another system, with its SHA-256.

    Files lie under their hash in the media folder; the same file used twice is found by its hash, the same scene in
    another size or brightness by `picture_print` (64 bits of a difference hash; null for what is no picture).
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Foto")
        FILE = "file", _("Berkas")
        LINK = "link", _("Tautan")
        RECORD = "record", _("Catatan sistem lain")

    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=400, blank=True, help_text="address or record number")
    media_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    picture_print = models.BigIntegerField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["progress"], name="evidence_progress"),
            models.Index(fields=["sha256"], name="evidence_hash"),
            models.Index(fields=["added_by"], condition=Q(picture_print__isnull=False), name="evidence_pictures"),
        ]

    def __str__(self) -> str:
        return self.title
