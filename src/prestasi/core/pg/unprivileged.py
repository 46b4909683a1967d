"""How to run PostgreSQL when we are root, which it refuses to be."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from prestasi.core.trouble import Trouble

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
ORDINARY_USERS = ("postgres", "nobody")


def prefix(folders: Sequence[Path]) -> list[str]:
    """Words to put before a PostgreSQL command; empty for an ordinary user.

    A user namespace keeps the files root's own. Where namespaces are forbidden (some containers), `folders` are given
    to an ordinary account and the command runs as that account. Raises `Trouble` when neither is possible.
    """
    if os.geteuid() != 0:
        return []
    if _namespace_works():
        return list(NAMESPACE)
    return _as_account(folders)


def possible_owners() -> set[int]:
    """The accounts that may own a cluster's folders when this process made them."""
    ordinary = [account.pw_uid for name in ORDINARY_USERS if (account := _account(name))]
    return {os.geteuid(), *(ordinary if os.geteuid() == 0 else [])}


@cache
def _namespace_works() -> bool:
    return bool(shutil.which("unshare")) and _succeeds([*NAMESPACE, "true"])


def _as_account(folders: Sequence[Path]) -> list[str]:
    account = next((entry for name in ORDINARY_USERS if (entry := _account(name))), None)
    if account is None or not shutil.which("setpriv"):
        raise Trouble(
            "PostgreSQL tidak boleh berjalan sebagai root, dan `unshare` maupun `setpriv` tidak dapat dipakai.",
            "jalankan Prestasi sebagai pengguna biasa, atau isi DATABASE_URL dengan alamat server PostgreSQL.",
        )
    words = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    for folder in folders:
        _give(folder, account, words)
    return words


def _give(folder: Path, account: pwd.struct_passwd, words: list[str]) -> None:
    os.chown(folder, account.pw_uid, account.pw_gid)
    if not _succeeds([*words, "test", "-x", str(folder)]):
        raise Trouble(
            f"Akun {account.pw_name} tidak dapat membuka folder {folder}, padahal PostgreSQL tidak boleh sebagai root.",
            "pindahkan PRESTASI_STATE ke folder yang terbuka (mis. /var/lib/prestasi), atau jalankan sebagai pengguna "
            "biasa.",
        )


def _account(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0
