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
from prestasi.platform.doctor.words import _, gettext_noop

LITTLE_MEMORY_MB = 1500
LITTLE_DISK_MB = 2000
YEARS = range(2025, 2100)


@check(gettext_noop("Versi Python"))
def python_version() -> Finding:
    seen = f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    return ok(seen) if sys.version_info >= (3, 11) else error(seen, _("pasang Python 3.11 atau lebih baru."))


@check(gettext_noop("Paket Python"))
def packages() -> Finding:
    """Every pinned package is there, in a version that the list names for some machine."""
    wanted = _pinned((PROJECT / "requirements.txt").read_text())
    wrong = [name for name, versions in wanted.items() if _installed(name) not in versions]
    if wrong:
        return error(_("tidak sesuai daftar: %(names)s") % {"names": ", ".join(wrong[:6])}, _("jalankan `make setup`."))
    return ok(_("%(n)s paket sesuai requirements.txt") % {"n": len(wanted)})


@check(gettext_noop("Memori"))
def memory() -> Finding:
    megabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024**2
    seen = f"{megabytes} MB"
    return ok(seen) if megabytes >= LITTLE_MEMORY_MB else warning(seen, _("sediakan sedikitnya 2 GB memori."))


@check(gettext_noop("Inti prosesor"))
def cores() -> Finding:
    count = len(os.sched_getaffinity(0))
    seen = _("%(n)s inti untuk %(workers)s proses halaman") % {"n": count, "workers": ENV.web_workers}
    return ok(seen) if count >= ENV.web_workers else warning(seen, _("kurangi PRESTASI_WEB_WORKERS atau tambah inti."))


@check(gettext_noop("Ruang disk"))
def disk() -> Finding:
    free = instance.free_mb(_existing(ENV.state))
    remedy = _("kosongkan disk, atau pindahkan PRESTASI_STATE.")
    if free < instance.NEEDED_MB:
        return error(_("tersisa %(free)s MB") % {"free": free}, remedy)
    return (
        ok(_("tersisa %(free)s MB") % {"free": free})
        if free >= LITTLE_DISK_MB
        else warning(_("tersisa %(free)s MB") % {"free": free}, remedy)
    )


@check(gettext_noop("Sisa inode"))
def inodes() -> Finding:
    space = os.statvfs(_existing(ENV.state))
    if space.f_files and space.f_favail < 10_000:
        return warning(
            _("tersisa %(n)s") % {"n": space.f_favail},
            _("hapus berkas kecil yang tidak terpakai di disk itu."),
        )
    return ok(_("cukup"))


@check(gettext_noop("Folder keadaan"))
def state_folder() -> Finding:
    folder = _existing(ENV.state)
    if not os.access(folder, os.W_OK | os.X_OK):
        return error(
            _("%(folder)s tidak dapat ditulisi") % {"folder": folder}, _("ubah pemiliknya, atau isi PRESTASI_STATE.")
        )
    return ok(str(ENV.state))


@check(gettext_noop("Folder sementara"))
def temporary_folder() -> Finding:
    try:
        with tempfile.TemporaryFile():
            return ok(tempfile.gettempdir())
    except OSError as problem:
        return error(str(problem), _("sediakan folder sementara yang dapat ditulisi (TMPDIR)."))


@check(gettext_noop("Jam komputer"))
def clock() -> Finding:
    now = datetime.now(UTC)
    seen = f"{now:%Y-%m-%d %H:%M} UTC"
    return ok(seen) if now.year in YEARS else error(seen, _("betulkan jam komputer; tenggat mengikuti waktu."))


@check(gettext_noop("Zona waktu"))
def time_zone() -> Finding:
    try:
        zoneinfo.ZoneInfo("Asia/Jakarta")
    except zoneinfo.ZoneInfoNotFoundError:
        return error(_("data Asia/Jakarta tidak ada"), _("pasang paket tzdata."))
    return ok(_("Asia/Jakarta dikenal"))


@check(gettext_noop("Pengodean teks"))
def encoding() -> Finding:
    seen = sys.getfilesystemencoding()
    return ok(seen) if seen.lower() == "utf-8" else error(seen, _("jalankan dengan LANG=C.UTF-8."))


@check(gettext_noop("Port"))
def network_ports() -> Finding:
    """Free when nothing runs; taken by ourselves when it does."""
    wanted = {"PRESTASI_PORT": ENV.port, "PRESTASI_LIVE_PORT": ENV.live_port}
    taken = [port for port in wanted.values() if not ports.is_free(ENV.bind, port)]
    if instance.holder(ENV.state) is not None:
        return (
            ok(_("dipakai oleh Prestasi yang sedang berjalan"))
            if taken
            else warning(_("belum dibuka"), _("tunggu sebentar."))
        )
    if taken:
        return error(
            _("port %(port)s dipakai program lain") % {"port": taken[0]},
            _("hentikan program itu, atau ubah PRESTASI_PORT."),
        )
    return ok(_("%(port)s dan %(live_port)s bebas") % {"port": ENV.port, "live_port": ENV.live_port})


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
