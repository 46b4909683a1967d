"""The state folder of an installation: writable, with room left, and used by one running instance."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prestasi.core.trouble import Trouble

NEEDED_MB = 300


def check_folder(state: Path) -> None:
    """Make the folder; raise `Trouble` when it cannot be written to or its disk is nearly full."""
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(state) from error
    if not os.access(state, os.W_OK | os.X_OK):
        raise _unwritable(state)
    free = free_mb(state)
    if free < NEEDED_MB:
        raise Trouble(
            f"Disk hampir penuh: tersisa {free} MB untuk {state}, perlu sedikitnya {NEEDED_MB} MB.",
            "kosongkan disk, atau isi PRESTASI_STATE dengan folder di disk lain.",
        )


def free_mb(folder: Path) -> int:
    """Space left for an ordinary account on the folder's disk, in MB."""
    space = os.statvfs(folder)
    return space.f_bavail * space.f_frsize // 1024**2


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Hold the installation for the length of the block; the lock goes with the process."""
    path = state / "run.lock"
    with path.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _occupied(state, path) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def holder(state: Path) -> int | None:
    """The process that runs this installation now."""
    path = state / "run.lock"
    if not path.exists():
        return None
    with path.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            text = handle.read().strip()
            return int(text) if text.isdigit() else 0
    return None


def _occupied(state: Path, path: Path) -> Trouble:
    return Trouble(
        f"Prestasi sudah berjalan dengan folder {state} (proses {path.read_text().strip() or 'lain'}).",
        "hentikan dengan Ctrl-C di jendelanya, atau pakai PRESTASI_STATE dan PRESTASI_PORT yang lain.",
    )


def _unwritable(state: Path) -> Trouble:
    return Trouble(
        f"Folder {state} tidak dapat ditulisi oleh akun ini.",
        "ubah pemilik folder itu, atau isi PRESTASI_STATE dengan folder lain.",
    )
