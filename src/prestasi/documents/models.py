"""Official documents that were issued: sealed once, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class IssuedDocument(models.Model):
    """*Dokumen resmi*: the sealed PDF of one form. `basis` names what it was made from (receipt, version).

    A document is in force while it is the newest of its kind for its object. `code` is printed behind the QR; who holds
    the paper holds the code. The bytes lie in the store under `sha256`.
    """

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    basis = models.CharField(max_length=80)
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=160)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    signer = models.CharField(max_length=160)
    signed_at = models.DateTimeField()
    issued_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "basis"], name="document_once_per_basis"),
        ]
        indexes = [models.Index(fields=["sha256"], name="document_sha256")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """ "DOK-2026-0000012"."""
        return f"DOK-{self.issued_at:%Y}-{self.pk:07d}"
