"""One PostgreSQL cluster in a folder: made, started, watched and stopped."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prestasi.core.pg import binaries, configuration, postmaster, socket_folder, unprivileged
from prestasi.core.trouble import Trouble

START_TIMEOUT_S = 300
SETTINGS_FILE = "prestasi.conf"
NEEDED_BYTES = 300 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster below `root`; a volatile one trades safety at a power cut for speed (tests, drills)."""

    root: Path
    volatile: bool = False

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def sockets(self) -> Path:
        return socket_folder.choose(self.root / "run")

    @property
    def log(self) -> Path:
        return self.root / "start.log"

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").is_file()

    @property
    def is_running(self) -> bool:
        return postmaster.pid_of(self.data) is not None

    def programs(self) -> binaries.Binaries:
        """The programs that can open this cluster."""
        version = self.data / "PG_VERSION"
        return binaries.find(int(version.read_text()) if version.is_file() else None)


def start(cluster: Cluster) -> bool:
    """Make the cluster if it is new and start it if it is down; True when this call started it.

    Safe to call from several processes at once. Raises `Trouble` with the server's last words.
    """
    if cluster.exists and cluster.is_running:
        return False
    _make_root(cluster)
    with _locked(cluster):
        if not cluster.exists:
            _initialise(cluster)
        if cluster.is_running:
            return False
        postmaster.clear_traces(cluster.data, cluster.sockets)
        _write_settings(cluster)
        _launch(cluster)
        return True


def stop(cluster: Cluster) -> bool:
    """Stop the server; False when it was not running."""
    if not cluster.exists:
        return False
    with _locked(cluster):
        return postmaster.end(cluster.data)


def _make_root(cluster: Cluster) -> None:
    try:
        cluster.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(cluster.root, os.W_OK | os.X_OK):
            raise PermissionError
    except PermissionError:
        raise Trouble(
            f"Folder {cluster.root} tidak dapat ditulisi oleh akun ini.",
            "ubah pemilik folder itu, atau isi PRESTASI_STATE dengan folder lain.",
        ) from None
    space = os.statvfs(cluster.root)
    if not cluster.exists and space.f_bavail * space.f_frsize < NEEDED_BYTES:
        raise Trouble(
            f"Ruang disk untuk {cluster.root} hampir habis (perlu sedikitnya 300 MB).",
            "kosongkan disk, atau pindahkan PRESTASI_STATE ke disk lain.",
        )


@contextmanager
def _locked(cluster: Cluster) -> Iterator[None]:
    """Only one process at a time makes, starts or stops the cluster. The lock goes with the process that holds it."""
    with (cluster.root / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _initialise(cluster: Cluster) -> None:
    """Make the cluster beside its place and move it there, so that an interrupted attempt leaves nothing behind."""
    unfinished = cluster.root / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    programs = cluster.programs()
    words = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--data-checksums", *_locale(programs.major)]
    words += ["--text-search-config=indonesian", *(["--no-sync"] if cluster.volatile else [])]
    _run(cluster, [programs.path("initdb"), f"--pgdata={unfinished}", *words], folders=[cluster.root, unfinished])
    with (unfinished / "postgresql.conf").open("a") as handle:
        handle.write(f"\ninclude = '{SETTINGS_FILE}'\n")
    unfinished.rename(cluster.data)


def _locale(major: int) -> list[str]:
    if major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _write_settings(cluster: Cluster) -> None:
    folder = cluster.sockets
    socket_folder.make(folder)
    content = configuration.text(volatile=cluster.volatile, socket_folder=str(folder))
    (cluster.data / SETTINGS_FILE).write_text(content)


def _launch(cluster: Cluster) -> None:
    cluster.log.unlink(missing_ok=True)
    where = [f"--pgdata={cluster.data}", f"--log={cluster.data / 'start.log'}"]
    command = [cluster.programs().path("pg_ctl"), "start", "--wait", f"--timeout={START_TIMEOUT_S}", *where]
    _run(cluster, command, folders=[cluster.root, cluster.data, cluster.sockets])


def _run(cluster: Cluster, command: list[str], *, folders: list[Path]) -> None:
    """Run one PostgreSQL program apart from our terminal, so that Ctrl-C reaches the server only through us."""
    before = unprivileged.prefix(folders)
    with cluster.log.open("ab") as log:
        done = subprocess.run(
            [*before, *command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            env={**os.environ, "LC_ALL": "C"},
            check=False,
        )
    if done.returncode != 0:
        raise _failure(cluster, Path(command[0]).name)


def _failure(cluster: Cluster, program: str) -> Trouble:
    words = last_words(cluster)
    if "No space left" in words:
        return Trouble("Disk penuh: basis data tidak dapat ditulis.", f"kosongkan disk tempat {cluster.root}.")
    return Trouble(
        f"Basis data di {cluster.root} tidak dapat dijalankan ({program}).\n{words}",
        "baca catatan di atas, lalu jalankan `prestasi doctor`.",
    )


def last_words(cluster: Cluster, lines: int = 8) -> str:
    """The end of the newest logs, for a message to the operator."""
    logs = [cluster.log, cluster.data / "start.log", *sorted((cluster.data / "log").glob("*.log"), key=_age)[-1:]]
    found = [path.read_text(errors="replace").splitlines()[-lines:] for path in logs if path.is_file()]
    return "\n".join(f"  | {line}" for part in found for line in part)


def _age(path: Path) -> float:
    return path.stat().st_mtime
