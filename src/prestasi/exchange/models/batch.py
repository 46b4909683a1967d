from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ImportBatch(models.Model):
    """*Impor*: one uploaded sheet on its way: read, checked, applied in one transaction, undone in one step."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Pegawai")
        UNITS = "units", _("Unit")
        SIASN = "siasn", _("SIASN (dibandingkan)")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Diunggah")
        CHECKING = "checking", _("Sedang diperiksa")
        CHECKED = "checked", _("Diperiksa")
        APPLIED = "applied", _("Diterapkan")
        UNDONE = "undone", _("Dibatalkan")
        FAILED = "failed", _("Gagal dibaca")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    file_name = models.CharField(max_length=200)
    file_path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    effective_on = models.DateField(null=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class ImportRow(models.Model):
    """What the dry run says about one row of the sheet."""

    class Status(models.TextChoices):
        NEW = "new", _("Baru")
        CHANGED = "changed", _("Berubah")
        UNCHANGED = "unchanged", _("Sama")
        SUSPICIOUS = "suspicious", _("Perlu dicek")
        ERROR = "error", _("Galat")
        SKIPPED = "skipped", _("Dilewati")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices)
    key = models.CharField(max_length=80, blank=True)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    messages = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "status", "number"], name="import_row_status")]

    def __str__(self) -> str:
        return f"row {self.number} {self.status}"


class ImportEffect(models.Model):
    """What an import did: up to a thousand rows of one table that it created (`before` is null) or changed.

    `prints` are fingerprints of the rows when the batch left them: a row that differs today was changed by somebody
    else. `before` holds changed rows as they were, in the order of `row_ids`, so that they can be put back.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="effects")
    table = models.CharField(max_length=63)
    row_ids = ArrayField(models.BigIntegerField())
    prints = ArrayField(models.BigIntegerField())
    before = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.table} {len(self.row_ids)}"
