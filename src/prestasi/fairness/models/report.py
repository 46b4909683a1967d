from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FairnessReport(models.Model):
    """*Laporan keadilan*: gaps between groups in the results of a period, signed by an official who did not make it.

    `content` is what was shown, small cells already hidden. `fingerprint` is of the ratings it was made from
    (`fairness_fingerprint` in the database): when they change, the report no longer fits.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Menunggu tanda tangan")
        SIGNED = "signed", _("Ditandatangani")
        REPLACED = "replaced", _("Diganti")

    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="fairness_reports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    official = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    statement = models.TextField(blank=True, help_text="what the official says about the flagged gaps")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(official=F("made_by")), name="fairness_official_not_maker"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | (Q(signed_by=F("official")) & ~Q(signed_by=F("made_by"))),
                name="fairness_signed_by_official",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="fairness_signed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["period"], condition=~Q(state="replaced"), name="fairness_one_report_per_period"
            ),
        ]

    def __str__(self) -> str:
        return f"fairness {self.period_id} {self.state}"
