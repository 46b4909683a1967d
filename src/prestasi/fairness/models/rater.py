"""How raters rate: one run over all ratings of a window, one finding for each rater."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RaterRun(models.Model):
    """*Perhitungan kebiasaan menilai*: the method, its window, and figures of the whole agency.

    `told_on` is the day the raters were told; the HR office sees single raters from `office_on`.
    """

    method = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="last day of the newest period read")
    told_on = models.DateField()
    office_on = models.DateField()
    figures = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(office_on__gt=F("told_on")), name="rater_run_private_first")]

    def __str__(self) -> str:
        return f"{self.method} {self.starts_on} {self.ends_on}"


class RaterFinding(models.Model):
    """*Laporan kebiasaan menilai* of one rater: raw and estimated figures side by side, never written into a rating."""

    class Code(models.TextChoices):
        LENIENT = "lenient", _("Cenderung longgar")
        STRICT = "strict", _("Cenderung ketat")
        CENTRAL = "central", _("Nilai memusat di tengah")
        HALO = "halo_like", _("Satu kesan untuk semua butir")
        NOISY = "noisy", _("Berubah-ubah antarperiode")

    run = models.ForeignKey(RaterRun, on_delete=models.CASCADE, related_name="findings")
    rater = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    component = models.BigIntegerField(null=True, help_text="raters of one component can be compared")
    evaluations = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    codes = models.CharField(max_length=60, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "rater"], name="rater_finding_once")]
        indexes = [models.Index(fields=["rater", "-run"], name="rater_finding_rater")]

    def __str__(self) -> str:
        return f"{self.rater_id} {self.codes}"
