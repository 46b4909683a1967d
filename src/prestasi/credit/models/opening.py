from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prestasi.credit.models.balance import Balance, balance_rules


class Opening(Balance):
    """*Saldo awal angka kredit*: the last PAK from before this system, put forward by an analyst, confirmed by another.

    `number` and `issued_on` are those of that PAK; the paper itself is a kept file (`sha256`) or a link. A correction
    is a new row; the old one stays as `replaced`.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Menunggu orang kedua")
        CONFIRMED = "confirmed", _("Berlaku")
        DECLINED = "declined", _("Tidak disetujui")
        REPLACED = "replaced", _("Diganti")

    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    issued_on = models.DateField()
    link = models.URLField(max_length=400, blank=True)
    title = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            *balance_rules("credit_opening", "confirmed"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="confirmed"), name="credit_opening_one_in_force"
            ),
            models.CheckConstraint(condition=~Q(link="") | ~Q(sha256=""), name="credit_opening_has_paper"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="credit_opening_person")]

    def __str__(self) -> str:
        return f"opening {self.pk} {self.state}"
