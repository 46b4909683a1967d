"""The processes of an installation, as command lines. The same ones run under `prestasi run`, Procfile and systemd."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from config.env import ENV, PROJECT

STOP_AFTER_S = 8  # a page may finish
LIVE_STOP_AFTER_S = 2  # a stream never ends by itself; browsers come back on their own
LIVE_CONNECTIONS = 4096


def web_command() -> list[str]:
    """Pages: WSGI workers, so that one slow page never holds up the others."""
    workers = ["--workers", str(ENV.web_workers), "--blocking-threads", str(ENV.web_threads)]
    return [*_granian("wsgi", ENV.port, STOP_AFTER_S), *workers, "--respawn-failed-workers", "config.wsgi:application"]


def live_command() -> list[str]:
    """The live stream: one process, many open connections, one listening connection to the database."""
    room = ["--backlog", str(LIVE_CONNECTIONS), "--backpressure", str(LIVE_CONNECTIONS)]
    return [
        *_granian("asgi", ENV.live_port, LIVE_STOP_AFTER_S),
        "--loop",
        "asyncio",
        *room,
        "config.asgi_live:application",
    ]


def worker_command() -> list[str]:
    """Background jobs and the clock that plans the periodic ones."""
    return [sys.executable, "-m", "prestasi.cli", "worker"]


def web(argv: list[str]) -> int:
    """`prestasi web`"""
    return _become([*web_command(), *argv])


def live(argv: list[str]) -> int:
    """`prestasi live`"""
    return _become([*live_command(), *argv])


def environment() -> dict[str, str]:
    """What every process needs to find the project's code and its settings."""
    paths = [str(PROJECT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PRESTASI_STATE": str(ENV.state),
    }


def _granian(interface: str, port: int, stop_after_s: int) -> list[str]:
    # Without a kill timeout a worker that hangs in start-up would keep the whole service from stopping.
    program = str(Path(sys.executable).with_name("granian"))
    where = ["--interface", interface, "--host", ENV.bind, "--port", str(port), "--no-ws"]
    return [program, *where, "--workers-kill-timeout", str(stop_after_s), "--log-level", "warning"]


def _become(command: list[str]) -> int:
    os.execvpe(command[0], command, environment())
