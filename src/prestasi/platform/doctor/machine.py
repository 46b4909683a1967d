"""Questions about the computer: versions, room, clock, ports."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import zoneinfo
from collections import defaultdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from config.env import ENV, PROJECT
from prestasi.platform import instance, ports
from prestasi.platform.doctor.finding import Finding, check, error, ok, warning

LITTLE_MEMORY_MB = 1500
LITTLE_DISK_MB = 2000
YEARS = range(2025, 2100)


@check("Versi Python")
def python_version() -> Finding:
    seen = f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    return ok(seen) if sys.version_info >= (3, 11) else error(seen, "pasang Python 3.11 atau lebih baru.")


@check("Paket Python")
def packages() -> Finding:
    """Every pinned package is there, in a version that the list names for some machine."""
    wanted = _pinned((PROJECT / "requirements.txt").read_text())
    wrong = [name for name, versions in wanted.items() if _installed(name) not in versions]
    if wrong:
        return error(f"tidak sesuai daftar: {', '.join(wrong[:6])}", "jalankan `make setup`.")
    return ok(f"{len(wanted)} paket sesuai requirements.txt")


@check("Memori")
def memory() -> Finding:
    megabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024**2
    seen = f"{megabytes} MB"
    return ok(seen) if megabytes >= LITTLE_MEMORY_MB else warning(seen, "sediakan sedikitnya 2 GB memori.")


@check("Inti prosesor")
def cores() -> Finding:
    count = len(os.sched_getaffinity(0))
    seen = f"{count} inti untuk {ENV.web_workers} proses halaman"
    return ok(seen) if count >= ENV.web_workers else warning(seen, "kurangi PRESTASI_WEB_WORKERS atau tambah inti.")


@check("Ruang disk")
def disk() -> Finding:
    free = instance.free_mb(_existing(ENV.state))
    remedy = "kosongkan disk, atau pindahkan PRESTASI_STATE."
    if free < instance.NEEDED_MB:
        return error(f"tersisa {free} MB", remedy)
    return ok(f"tersisa {free} MB") if free >= LITTLE_DISK_MB else warning(f"tersisa {free} MB", remedy)


@check("Sisa inode")
def inodes() -> Finding:
    space = os.statvfs(_existing(ENV.state))
    if space.f_files and space.f_favail < 10_000:
        return warning(f"tersisa {space.f_favail}", "hapus berkas kecil yang tidak terpakai di disk itu.")
    return ok("cukup")


@check("Folder keadaan")
def state_folder() -> Finding:
    folder = _existing(ENV.state)
    if not os.access(folder, os.W_OK | os.X_OK):
        return error(f"{folder} tidak dapat ditulisi", "ubah pemiliknya, atau isi PRESTASI_STATE.")
    return ok(str(ENV.state))


@check("Folder sementara")
def temporary_folder() -> Finding:
    try:
        with tempfile.TemporaryFile():
            return ok(tempfile.gettempdir())
    except OSError as problem:
        return error(str(problem), "sediakan folder sementara yang dapat ditulisi (TMPDIR).")


@check("Jam komputer")
def clock() -> Finding:
    now = datetime.now(UTC)
    seen = f"{now:%Y-%m-%d %H:%M} UTC"
    return ok(seen) if now.year in YEARS else error(seen, "betulkan jam komputer; tenggat mengikuti waktu.")


@check("Zona waktu")
def time_zone() -> Finding:
    try:
        zoneinfo.ZoneInfo("Asia/Jakarta")
    except zoneinfo.ZoneInfoNotFoundError:
        return error("data Asia/Jakarta tidak ada", "pasang paket tzdata.")
    return ok("Asia/Jakarta dikenal")


@check("Pengodean teks")
def encoding() -> Finding:
    seen = sys.getfilesystemencoding()
    return ok(seen) if seen.lower() == "utf-8" else error(seen, "jalankan dengan LANG=C.UTF-8.")


@check("Port")
def network_ports() -> Finding:
    """Free when nothing runs; taken by ourselves when it does."""
    wanted = {"PRESTASI_PORT": ENV.port, "PRESTASI_LIVE_PORT": ENV.live_port}
    taken = [port for port in wanted.values() if not ports.is_free(ENV.bind, port)]
    if instance.holder(ENV.state) is not None:
        return (
            ok("dipakai oleh Prestasi yang sedang berjalan") if taken else warning("belum dibuka", "tunggu sebentar.")
        )
    if taken:
        return error(f"port {taken[0]} dipakai program lain", "hentikan program itu, atau ubah PRESTASI_PORT.")
    return ok(f"{ENV.port} dan {ENV.live_port} bebas")


def _pinned(requirements: str) -> dict[str, set[str | None]]:
    """Versions by package; a package wanted on some machines only may also be absent."""
    pinned: dict[str, set[str | None]] = defaultdict(set)
    for line in re.findall(r"^[\w.-]+==.*$", requirements, re.M):
        name, version, condition = re.match(r"([\w.-]+)==([^\s;]+)(\s*;)?", line).groups()  # type: ignore[union-attr]
        pinned[name] |= {version, None} if condition else {version}
    return pinned


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)
