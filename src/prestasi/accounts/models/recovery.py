from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class RecoveryCode(models.Model):
    """*Kode pemulihan*: a one-time way back into an account after identity proof before a staff officer.

    Only the hash is kept; who issued it never chooses the password. With `resets_factors` the second factors are
    removed when the code is used, which needs a second officer (`approved_by`).
    """

    class Proof(models.TextChoices):
        ID_CARD = "ktp", _("KTP-el asli")
        STAFF_CARD = "id_asn", _("Kartu pegawai asli")
        SUPERIOR = "superior", _("Dikenal dan didampingi atasan")

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    proof = models.CharField(max_length=10, choices=Proof.choices)
    resets_factors = models.BooleanField(default=False)
    issued_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(issued_by=F("user")), name="recovery_not_for_self"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | (~Q(approved_by=F("issued_by")) & ~Q(approved_by=F("user"))),
                name="recovery_two_persons",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="recovery_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk} of {self.user_id}"
