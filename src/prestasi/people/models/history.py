from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from prestasi.core.dated import Dated, no_overlap, valid_order


class RankRecord(Dated):
    """*Pangkat/golongan ruang*: 1 (I/a) to 17 (IV/e); for PPPK the grade I to XVII under `scale = pppk`."""

    class Scale(models.TextChoices):
        PNS = "pns", "PNS"
        PPPK = "pppk", "PPPK"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="ranks")
    scale = models.CharField(max_length=4, choices=Scale.choices)
    rank = models.PositiveSmallIntegerField()
    decree = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            valid_order("rank_record"),
            no_overlap("rank_record", "person"),
            models.CheckConstraint(condition=models.Q(rank__gte=1, rank__lte=17), name="rank_record_range"),
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.rank}"


class Education(models.Model):
    """*Pendidikan formal*: a diploma with level, field and year."""

    class Level(models.TextChoices):
        SD = "sd", "SD"
        SMP = "smp", "SMP"
        SMA = "sma", "SMA/SMK"
        D1 = "d1", "D-1"
        D2 = "d2", "D-2"
        D3 = "d3", "D-3"
        S1 = "s1", "S-1/D-4"
        S2 = "s2", "S-2"
        S3 = "s3", "S-3"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="education")
    level = models.CharField(max_length=4, choices=Level.choices)
    field = models.CharField(max_length=120, blank=True)
    graduated_in = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.field}"


class LeaveKind(models.TextChoices):
    """*Jenis cuti*: leaves and other reasons for not being at work; the last four end the duty to have a plan (SKP)."""

    ANNUAL = "annual", _("Cuti tahunan")
    SICK = "sick", _("Cuti sakit")
    MATERNITY = "maternity", _("Cuti melahirkan")
    GREAT = "great", _("Cuti besar")
    UNPAID = "cltn", _("Cuti di luar tanggungan negara")
    STUDY = "study", _("Tugas belajar")
    SUSPENDED = "suspended", _("Diberhentikan sementara")
    PRE_RETIREMENT = "mpp", _("Masa persiapan pensiun")


class Leave(Dated):
    """*Cuti*: a time away from work, of one `LeaveKind`."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="leaves")
    kind = models.CharField(max_length=12, choices=LeaveKind.choices)

    class Meta:
        constraints = [valid_order("leave"), no_overlap("leave", "person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.valid_from}"
