from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class FileFormat(models.TextChoices):
    """The forms in which a table leaves."""

    XLSX = "xlsx", _("Excel (XLSX)")
    CSV = "csv", _("CSV")
    JSON = "json", _("JSON")


class SavedView(models.Model):
    """*Laporan tersimpan*: a list with its filters and columns under a name, kept by one person, shared by role.

    Sharing gives the recipe, never the rows: whoever opens it sees what their own gate lets them see.
    """

    name = models.CharField(max_length=80)
    listing = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    columns = ArrayField(models.CharField(max_length=40), default=list)
    file_format = models.CharField(max_length=4, choices=FileFormat.choices, default=FileFormat.XLSX)
    shared_with = ArrayField(models.CharField(max_length=20), default=list)
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="saved_view_owner")]

    def __str__(self) -> str:
        return f"{self.name} ({self.listing})"


class ExportFile(models.Model):
    """*Berkas laporan*: one made file; only its maker fetches it, until it expires. Then the row stays, without it."""

    listing = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    params = models.JSONField(default=dict)
    columns = ArrayField(models.CharField(max_length=40), default=list)
    purpose = models.CharField(max_length=200)
    file_format = models.CharField(max_length=4, choices=FileFormat.choices)
    rows = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    view = models.ForeignKey(SavedView, null=True, on_delete=models.PROTECT, related_name="files")
    event = models.ForeignKey("audit.Event", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["made_by", "-id"], name="export_file_maker")]

    def __str__(self) -> str:
        return f"{self.title} {self.file_format}"
