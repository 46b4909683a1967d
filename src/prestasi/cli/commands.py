"""The table of subcommands: a name, where its function is, one sentence, and what it needs:
Django with a running database, and the rights of the tables' owner."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand. `target` is `module:function`, called with the words after the name, answering an exit code."""

    target: str
    summary: str = ""
    needs_django: bool = False
    as_owner: bool = False


COMMANDS: dict[str, Command] = {
    "run": Command("prestasi.platform.run:main", "Jalankan seluruh sistem di komputer ini"),
    "demo": Command("prestasi.demo.cli:main", "Muat data contoh satu instansi", needs_django=True),
    "import": Command("prestasi.exchange.cli:main", "Impor pegawai atau unit dari XLSX atau CSV", needs_django=True),
    "close-year": Command("prestasi.performance.cli_close:main", "Evaluasi tahunan instansi", needs_django=True),
    "explain": Command("prestasi.performance.cli:explain", "Jelaskan satu predikat per langkah", needs_django=True),
    "doctor": Command("prestasi.platform.doctor:main", "Periksa instalasi dan sebutkan cara memperbaikinya"),
    "backup": Command("prestasi.platform.backup:main", "Buat cadangan basis data dan berkas"),
    "restore": Command("prestasi.platform.restore:main", "Pulihkan cadangan, atau uji pemulihannya"),
    "docs": Command("prestasi.docs.cli:main", "Buat halaman rujukan dari kode", needs_django=True),
    "web": Command("prestasi.platform.processes:web", "Proses halaman (dipakai oleh run dan systemd)"),
    "live": Command("prestasi.platform.processes:live", "Proses siaran langsung"),
    "worker": Command("prestasi.platform.worker:main", "Proses pekerjaan latar", needs_django=True),
    "manage": Command("prestasi.cli.manage:main", "Perintah Django untuk pengembang"),
    "prepare": Command("prestasi.platform.prepare:main", "Mutakhirkan struktur data dan berkas tampilan", True, True),
    "assets": Command("prestasi.platform.assets:main", "Bangun terjemahan dan berkas statis"),
}


def available() -> dict[str, Command]:
    """The commands whose module this installation has."""
    return {name: command for name, command in COMMANDS.items() if _exists(command.target.split(":")[0])}


def _exists(module: str) -> bool:
    """By its file: asking the import system would import the packages above it."""
    place = SOURCE.joinpath(*module.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()
