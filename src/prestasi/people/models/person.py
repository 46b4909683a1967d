"""Civil servants (*pegawai*): an internal id and a list of numbers, never a number as key."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from prestasi.core.dated import Dated, valid_order


class Person(models.Model):
    """*Pegawai ASN*: permanent (PNS) or contract (PPPK)."""

    class Sex(models.TextChoices):
        MALE = "m", _("Laki-laki")
        FEMALE = "f", _("Perempuan")

    class Employment(models.TextChoices):
        PNS = "pns", "PNS"
        CPNS = "cpns", "CPNS"
        PPPK = "pppk", "PPPK"
        ELECTED = "elected", _("Pejabat negara")

    name = models.CharField(max_length=160)
    title_before = models.CharField(max_length=40, blank=True)
    title_after = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    born_on = models.DateField()
    employment = models.CharField(max_length=10, choices=Employment.choices)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            GinIndex(fields=["name"], name="person_name_trigram", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["name", "id"], name="person_name_order"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with degrees as given."""
        before = f"{self.title_before} " if self.title_before else ""
        return f"{before}{self.name}, {self.title_after}" if self.title_after else f"{before}{self.name}"

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class IdentityKind(models.TextChoices):
    NIP = "nip", "NIP"
    NI_PPPK = "ni_pppk", "NI PPPK"
    NRK = "nrk", "NRK"


class IdentityNumber(Dated):
    """*NIP atau NI PPPK*: a number a person carries for a time; a new PPPK contract brings a new number."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="numbers")
    kind = models.CharField(max_length=10, choices=IdentityKind.choices)
    number = models.CharField(max_length=30)

    class Meta:
        constraints = [
            valid_order("identity_number"),
            models.UniqueConstraint(fields=["kind", "number"], name="identity_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
