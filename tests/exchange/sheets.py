"""From a file to a checked batch in one call. A plugin of the root conftest: pages use the fixtures too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from prestasi.exchange.actions.check import run_check, start_check
from prestasi.exchange.actions.upload import upload_sheet
from prestasi.exchange.models import ImportBatch, ImportRow
from prestasi.organization.models import Holiday
from tests.exchange import files
from tests.world import World

Check = Callable[..., ImportBatch]
Load = Callable[..., ImportBatch]
HEADS = (
    "NIP Baru", "Nama", "Gelar Belakang", "Gol Akhir Nama", "TMT Gol", "Unor", "Jabatan", "TMT Jabatan", "Pendidikan",
    "Jurusan", "Tahun Lulus", "NIP Atasan",
)  # fmt: skip
SUPERIOR = "197902112015041001"
SAME = {
    "nip": "199001012015042001", "nama": "SEKAR UMPAMA", "gelar": "", "gol": "", "tmt": "", "unor": "Puskesmas Minggir",
    "jabatan": "Bidan Ahli Pertama", "tmtjab": "", "didik": "", "jurusan": "", "lulus": "", "atasan": SUPERIOR,
}  # fmt: skip


@pytest.fixture
def check(world: World) -> Check:
    """Upload, take the guessed mapping, dry run."""

    def run(path: Path, who: str = "analyst", kind: str = "staff") -> ImportBatch:
        actor = world.actor(who)
        batch = upload_sheet(by=actor, kind=kind, name=path.name, chunks=[path.read_bytes()])
        start_check(by=actor, batch_id=batch.pk, mapping=batch.mapping)
        return run_check(batch.pk)

    return run


@pytest.fixture
def load(check: Check, tmp_path: Path) -> Load:
    """An export with one row for the employee, changed as told, and more rows after it. The calendar is there."""
    Holiday.objects.create(date=dt.date(2026, 12, 25), name="Natal", kind="national")

    def run(*more: dict[str, str], **changes: str) -> ImportBatch:
        rows = [tuple({**SAME, **changes}.values()), *(tuple({**SAME, **row}.values()) for row in more)]
        return check(files.xlsx(tmp_path / "siasn.xlsx", rows, HEADS), kind="siasn")

    return run


def told(batch: ImportBatch, number: int = 2) -> str:
    """All messages of one row."""
    return " ".join(m["text"] for m in ImportRow.objects.get(batch=batch, number=number).messages)


def status(batch: ImportBatch, number: int = 2) -> str:
    return ImportRow.objects.get(batch=batch, number=number).status
