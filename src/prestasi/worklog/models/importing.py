"""*Impor catatan harian*: a spreadsheet, calendar or task file on its way to becoming entries."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.worklog.states import ImportState


class EntryImport(models.Model):
    """One file. `person` is the one whose entries it holds; null when each row names its person by number.

    `mode` is chosen when it is applied: the good rows, or all rows or none.
    """

    class Mode(models.TextChoices):
        GOOD = "good", _("Tulis baris yang benar, lewati yang salah")
        ALL = "all", _("Semua atau tidak sama sekali")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=ImportState.choices, default=ImportState.CHECKING)
    mode = models.CharField(max_length=4, choices=Mode.choices, default=Mode.GOOD)
    file_name = models.CharField(max_length=200)
    file_path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    default_result = models.ForeignKey(
        "performance.ExpectedResult", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_at = models.TimeField(null=True, blank=True, help_text="where rows without a time begin")
    counts = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    stop_asked = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["created_by", "-created_at"], name="entryimport_mine")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class EntryImportRow(models.Model):
    """What the check says about one row: its cells as text, its reading, and what is wrong with it."""

    class Status(models.TextChoices):
        NEW = "new", _("Baru")
        SAME = "same", _("Sudah tercatat")
        ERROR = "error", _("Salah")
        WRITTEN = "written", _("Ditulis")

    batch = models.ForeignKey(EntryImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=7, choices=Status.choices)
    values = models.JSONField(default=dict)
    messages = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="entryimport_row_once")]
        indexes = [models.Index(fields=["batch", "status", "number"], name="entryimport_row_status")]

    def __str__(self) -> str:
        return f"row {self.number} {self.status}"
