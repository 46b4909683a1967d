"""What can be known about a cluster's server process from outside: its number, whether it lives, how to end it."""

import os
import signal
import time
from pathlib import Path

PID_FILE = "postmaster.pid"


def pid_of(data: Path) -> int | None:
    """The number of the living postmaster of this data folder; None when there is none (zombies do not count)."""
    try:
        pid = int((data / PID_FILE).read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if _lives_in(pid, data) else None


def clear_traces(data: Path, sockets: Path, *, wait_s: float = 10.0) -> None:
    """Remove the lock files of a dead postmaster, after its last backends have gone.

    PostgreSQL takes a zombie, or a stranger with the same number after a restart of the machine, for a living server.
    """
    if pid_of(data) is not None:
        return
    deadline = time.monotonic() + wait_s
    while inhabitants(data) and time.monotonic() < deadline:
        time.sleep(0.1)
    if not inhabitants(data):
        for trace in (data / PID_FILE, *sockets.glob(".s.PGSQL.*")):
            trace.unlink(missing_ok=True)


def inhabitants(data: Path) -> list[int]:
    """All processes at work in the data folder (postmaster and backends have it as working directory)."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _at_work(entry, data)]


def end(data: Path, *, wait_s: float = 60.0) -> bool:
    """Stop the server: sessions are cut, the data is written out. False when there was nothing to stop."""
    pid = pid_of(data)
    if pid is None:
        return False
    for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        _send(pid, signal_number)
        if _gone(data, wait_s):
            break
    return True


def _send(pid: int, signal_number: signal.Signals) -> None:
    try:
        os.kill(pid, signal_number)
    except ProcessLookupError:
        return


def _gone(data: Path, wait_s: float) -> bool:
    deadline = time.monotonic() + wait_s
    while pid_of(data) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _lives_in(pid: int, data: Path) -> bool:
    return _at_work(Path("/proc") / str(pid), data)


def _at_work(process: Path, data: Path) -> bool:
    try:
        return os.readlink(process / "cwd") == str(data.resolve())
    except OSError:  # gone, a zombie, or another user's
        return False
