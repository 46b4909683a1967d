"""`prestasi run`: the whole system on one machine, under one supervisor."""

from __future__ import annotations

import http
import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec

from config.env import ENV
from prestasi.core import pg
from prestasi.core.trouble import Trouble
from prestasi.platform import console, database, freshness, instance, ports, prepare, processes
from prestasi.platform.supervisor import Child, Supervisor

PROBE_WITHIN_S = 1.0


def main(argv: list[str]) -> int:
    """Check, prepare, start, say where to look, and stay until Ctrl-C or SIGTERM."""
    if argv:
        raise Trouble("`prestasi run` tidak menerima pilihan.", "atur lewat variabel lingkungan; lihat rujukan.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    instance.check_folder(ENV.state)
    with instance.alone(ENV.state):
        ports.check_free(ENV.bind, {"PRESTASI_PORT": ENV.port, "PRESTASI_LIVE_PORT": ENV.live_port})
        console.say("Prestasi")
        with _database():
            _prepare()
            _serve()
    return 0


@contextmanager
def _database() -> Iterator[None]:
    """The database outlives every process that uses it: it is started first and stopped last."""
    with ExitStack() as until_the_end:
        with console.step("Basis data"):
            until_the_end.enter_context(database.running())
        yield


def _prepare() -> None:
    if freshness.is_current():
        return
    with console.step("Struktur data dan berkas tampilan"):
        answer = _prestasi("prepare")
    if answer not in (prepare.READY, prepare.EMPTY):
        raise Trouble("Persiapan gagal; sebabnya tertulis di atas.", "jalankan `prestasi doctor`.")
    if answer == prepare.EMPTY and ENV.demo and find_spec("prestasi.demo"):
        _load_demo()
    freshness.remember()


def _load_demo() -> None:
    console.say(f"  Memuat data contoh instansi {ENV.agency} (sekali saja)")
    if _prestasi("demo") != 0:
        raise Trouble("Data contoh gagal dimuat; sebabnya tertulis di atas.", "jalankan `prestasi doctor`.")


def _prestasi(name: str) -> int:
    command = [sys.executable, "-m", "prestasi.cli", name]
    return subprocess.run(command, env=processes.environment(), check=False).returncode


def _serve() -> None:
    started = time.monotonic()
    supervisor = Supervisor(
        children(),
        environment=processes.environment(),
        logs=ENV.state / "log",
        say=console.say,
        welcome=lambda: _say_where(started),
        watch=_watch_database,
    )
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.stop)
    try:
        supervisor.start()
        supervisor.tend()
    finally:
        console.say("\nBerhenti dengan tertib …")
        supervisor.end()


def children() -> list[Child]:
    """The processes of a full installation."""
    return [
        Child("web", processes.web_command(), lambda: answers(ENV.bind, ENV.port)),
        Child("live", processes.live_command(), lambda: _listens(ENV.bind, ENV.live_port)),
        Child("worker", processes.worker_command()),
    ]


def _say_where(started: float) -> None:
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    console.say(f"  ✓ {'Halaman, siaran langsung, pekerjaan latar':<48} {seconds:>6} d")
    console.say(f"\nBuka  {ENV.base_url or f'http://{_shown_host()}:{ENV.port}'}")
    console.say(f"{'Akun contoh tercantum di halaman masuk. ' if ENV.demo else ''}Ctrl-C untuk berhenti.")


def answers(host: str, port: int) -> bool:
    """Whether the readiness page says yes."""
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=PROBE_WITHIN_S)
    try:
        connection.request("GET", "/siap", headers={"Host": _own_name()})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _own_name() -> str:
    """A host name that the installation accepts."""
    return ENV.allowed_hosts.split(",")[0].strip().replace("*", "localhost") or "localhost"


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((_reachable(host), port), timeout=PROBE_WITHIN_S).close()
    except OSError:
        return False
    return True


def _watch_database() -> None:
    if ENV.database_url:
        return
    cluster = pg.at(ENV.state)
    if not cluster.is_running:
        console.say("  ! basis data berhenti; dijalankan lagi")
        try:
            pg.start(cluster)
        except Trouble as trouble:
            console.say(str(trouble))


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _shown_host() -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(ENV.bind, ENV.bind)
