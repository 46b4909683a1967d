"""Lives of a daily entry (*catatan harian*) and of an import of entries, each as one table."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from prestasi.core.moves import Move, machine


class EntryState(models.TextChoices):
    RECORDED = "recorded", _("Tercatat")
    SEEN = "seen", _("Dilihat atasan")
    RETURNED = "returned", _("Dikembalikan")
    WITHDRAWN = "withdrawn", _("Ditarik")


class ImportState(models.TextChoices):
    CHECKING = "checking", _("Sedang diperiksa")
    PAUSED = "paused", _("Pemeriksaan dihentikan")
    FAILED = "failed", _("Gagal dibaca")
    CHECKED = "checked", _("Diperiksa")
    APPLYING = "applying", _("Sedang ditulis")
    STOPPED = "stopped", _("Penulisan dihentikan")
    APPLIED = "applied", _("Selesai ditulis")


class Party(StrEnum):
    """Who acts: the employee, the direct superior (or delegate), whoever uploaded, the background job."""

    OWNER = "owner"
    SUPERIOR = "superior"
    UPLOADER = "uploader"
    JOB = "job"


ENTRY = machine(
    Move("change", frozenset({"recorded", "returned"}), "recorded", Party.OWNER),
    Move("withdraw", frozenset({"recorded", "returned"}), "withdrawn", Party.OWNER),
    Move("see", frozenset({"recorded"}), "seen", Party.SUPERIOR),
    Move("return", frozenset({"recorded", "seen"}), "returned", Party.SUPERIOR),
)

IMPORT = machine(
    Move("pause", frozenset({"checking"}), "paused", Party.UPLOADER),
    Move("check_again", frozenset({"paused"}), "checking", Party.UPLOADER),
    Move("fail", frozenset({"checking"}), "failed", Party.JOB),
    Move("finish_check", frozenset({"checking"}), "checked", Party.JOB),
    Move("apply", frozenset({"checked", "stopped"}), "applying", Party.UPLOADER),
    Move("stop", frozenset({"applying"}), "stopped", Party.UPLOADER),
    Move("finish", frozenset({"applying"}), "applied", Party.JOB),
)
