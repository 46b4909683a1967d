"""A throw-away installation with the demo agency, as a child process: what a newcomer gets from `make run`."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STAFF = "700"
READY_WITHIN_S = 180.0
STOPS_WITHIN_S = 40.0
NOT_OURS = ("DATABASE_URL", "PRESTASI_OWNER_DATABASE_URL", "PRESTASI_BASE_URL", "PRESTASI_HTTPS", "PRESTASI_DEMO")
EMPTY = 3  # answer of `prestasi prepare`: everything is ready, nobody is in the database yet


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are; `environment` is what a child process needs to speak to the same database."""

    url: str
    environment: dict[str, str] = field(default_factory=dict)

    def at(self, path: str) -> str:
        """The address of a path."""
        return self.url + path


@contextmanager
def installed(state: Path, staff: str = STAFF, *, is_loaded: bool = False) -> Iterator[Site]:
    """Prepare, load the demo agency of Sleman with about so many staff (unless it is), run, and stop again.

    With E2E_URL the pages of an installation that already runs are used; its data are changed.
    """
    if given := os.environ.get("E2E_URL"):
        yield Site(given.rstrip("/"), dict(os.environ) | {"PYTHONPATH": str(PROJECT / "src")})
        return
    port, live_port = free_ports(2)
    environment = _environment(state, port, live_port)
    _prestasi(environment, "prepare", answers=(0, EMPTY))
    if not is_loaded:
        _prestasi(environment, "demo", "--staff", staff)
    with (state / "run.out").open("w") as out:
        running = subprocess.Popen(_command("run"), env=environment, cwd=PROJECT, stdout=out, stderr=out)
        try:
            _wait_until_ready({port: "/siap", live_port: "/hidup"}, running)
            yield Site(f"http://127.0.0.1:{port}", environment)
        finally:
            _stop(running)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [opened.getsockname()[1] for opened in sockets]
    for opened in sockets:
        opened.close()
    return ports


def _environment(state: Path, port: int, live_port: int) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in NOT_OURS} | {
        "PRESTASI_STATE": str(state),
        "PRESTASI_PORT": str(port),
        "PRESTASI_LIVE_PORT": str(live_port),
        "PRESTASI_PUSH_LOOPBACK": "1",
        "PYTHONPATH": str(PROJECT / "src"),
        "AGENCY": "sleman",
    }


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "prestasi.cli", *words]


def _prestasi(environment: dict[str, str], *words: str, answers: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(_command(*words), env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode not in answers:
        raise RuntimeError(f"prestasi {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def _wait_until_ready(pages: dict[int, str], running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        if running.poll() is not None:
            raise RuntimeError(f"prestasi run ended with {running.returncode}")
        if all(_answers(port, path) for port, path in pages.items()):
            return
        time.sleep(0.3)
    raise RuntimeError("prestasi run did not get ready")


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _stop(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGTERM)
    try:
        running.wait(STOPS_WITHIN_S)
    except subprocess.TimeoutExpired:
        running.kill()
        raise
