"""Positions (*jabatan*) and job families."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from prestasi.core.dated import Dated, valid_order


class PositionKind(models.TextChoices):
    """Groups of posts, UU 20/2023: managerial and non-managerial."""

    JPT_MADYA = "jpt_madya", _("JPT Madya")
    JPT_PRATAMA = "jpt_pratama", _("JPT Pratama")
    ADMINISTRATOR = "administrator", _("Administrator")
    PENGAWAS = "pengawas", _("Pengawas")
    FUNCTIONAL = "jf", _("Jabatan Fungsional")
    EXECUTIVE = "pelaksana", _("Pelaksana")


class JobFamily(models.Model):
    """*Nomenklatur jabatan*: the name of a functional or executive post in the national lists."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=160)
    category = models.CharField(max_length=20)
    source = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name


class Position(Dated):
    """*Jabatan*: a post in a unit, with the number of seats."""

    code = models.CharField(max_length=60, unique=True)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=PositionKind.choices)
    job_family = models.ForeignKey(JobFamily, on_delete=models.PROTECT, null=True, blank=True)
    jf_level = models.CharField(max_length=20, blank=True)
    echelon = models.CharField(max_length=6, blank=True)
    job_class = models.PositiveSmallIntegerField(null=True, blank=True)
    is_head = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            valid_order("position"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(is_head=True, valid_to__isnull=True),
                name="position_one_head_per_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.title
