"""A folder for the server's socket whose path is short enough for the operating system."""

import hashlib
import os
import tempfile
from pathlib import Path

from prestasi.core.pg import unprivileged
from prestasi.core.trouble import Trouble

LONGEST_SOCKET_PATH = 106
SOCKET_NAME = ".s.PGSQL.5432.lock"


def choose(preferred: Path) -> Path:
    """`preferred` when its socket path fits, else a folder named after its hash in the runtime or temporary folder."""
    for folder in (preferred, *_short(preferred)):
        if len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return folder
    raise Trouble(
        f"Jalur folder {preferred} terlalu panjang untuk soket basis data.",
        "pindahkan PRESTASI_STATE ke folder dengan jalur yang lebih pendek.",
    )


def make(folder: Path) -> None:
    """Create the folder for this account alone; refuse one that somebody else has put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.lstat().st_uid not in unprivileged.possible_owners():
        raise Trouble(f"Folder soket {folder} milik pengguna lain.", "hapus folder itu atau ubah PRESTASI_STATE.")
    folder.chmod(0o700)


def _short(preferred: Path) -> list[Path]:
    mark = hashlib.sha256(os.fsencode(preferred)).hexdigest()[:12]
    name = f"prestasi-{os.geteuid()}-{mark}"
    parents = (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp")
    return [Path(parent) / name for parent in parents if parent and Path(parent).is_dir()]
