from __future__ import annotations

from django.db import models


class Holiday(models.Model):
    """*Hari libur*: national holiday, cuti bersama or regional day."""

    date = models.DateField(unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=240, blank=True)
    source = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
