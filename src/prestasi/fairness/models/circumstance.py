from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingPattern(models.TextChoices):
    """*Pola kerja*: how a person's hours lie."""

    OFFICE = "office", _("Jam kantor")
    SHIFT = "shift", _("Sif")
    FIELD = "field", _("Lapangan")
    FLEXIBLE = "flexible", _("Fleksibel")


class Circumstance(models.Model):
    """*Keadaan untuk laporan keadilan*: what a person says about working pattern and disability, of their own will.

    Read only by the statistics of this app, never shown about one person; null means that nothing was said.
    """

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, primary_key=True, related_name="+")
    working_pattern = models.CharField(max_length=10, choices=WorkingPattern.choices, blank=True)
    has_disability = models.BooleanField(null=True, blank=True)
    stated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"circumstance {self.pk}"
