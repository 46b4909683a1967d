"""Keeps a few child processes alive: restarts what falls, stops all of them in good order."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

Say = Callable[[str], None]

BACKOFF_S = (0.5, 1, 2, 5, 10, 30)
STEADY_AFTER_S = 20.0
STOP_WITHIN_S = 15.0
SHOWN_A_MINUTE = 40
LOG_BYTES = 10_000_000
PARENT_DEATH_SIGNAL = 1
LIBC = ctypes.CDLL(None)  # loaded before any fork


@dataclass(slots=True)
class Child:
    """One process that shall run until we are told to stop. `probe` says whether it does its work already."""

    name: str
    command: Sequence[str]
    probe: Callable[[], bool] | None = None
    is_ready: bool = False
    process: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    falls: int = 0
    due_at: float = field(default_factory=time.monotonic)
    shown: tuple[int, int] = (0, 0)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Tends its children until somebody calls `stop`.

    `welcome` is called once, when all are ready; `watch` once a second, for what is not a child (the database).
    """

    def __init__(
        self,
        children: Sequence[Child],
        *,
        environment: Mapping[str, str],
        logs: Path,
        say: Say,
        welcome: Callable[[], None],
        watch: Callable[[], None],
    ) -> None:
        self.children = children
        self.environment = environment
        self.logs = logs
        self.say = say
        self.welcome = welcome
        self.watch = watch
        self.stopping = threading.Event()
        self._leaving = False

    def stop(self, *_: object) -> None:
        """Ask for an orderly end; safe in a signal handler."""
        self.stopping.set()

    def start(self) -> None:
        """Start every child once."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for child in self.children:
            _shorten(self.logs / f"{child.name}.log")
            self._launch(child)

    def tend(self) -> None:
        """Watch and restart until asked to stop."""
        watched_at, welcomed = 0.0, False
        while not self.stopping.wait(0.2):
            for child in self.children:
                self._look_after(child)
            if not welcomed and all(child.is_ready for child in self.children):
                self.welcome()
                welcomed = True
            if time.monotonic() - watched_at >= 1:
                self.watch()
                watched_at = time.monotonic()

    def end(self) -> None:
        """Ask all children to finish, wait, and end those that do not. One that was not ready has nothing to finish."""
        self._leaving = True
        for child in self.children:
            _signal(child, signal.SIGTERM if child.is_ready else signal.SIGKILL)
        deadline = time.monotonic() + STOP_WITHIN_S
        while any(child.is_running for child in self.children) and time.monotonic() < deadline:
            time.sleep(0.05)
        for child in self.children:
            _signal(child, signal.SIGKILL)
            if child.process is not None:
                child.process.wait()

    def _look_after(self, child: Child) -> None:
        if child.is_running:
            child.is_ready = child.is_ready or child.probe is None or child.probe()
            return
        if child.process is not None:
            self._note_fall(child)
        if time.monotonic() >= child.due_at:
            self._launch(child)

    def _note_fall(self, child: Child) -> None:
        steady = time.monotonic() - child.started_at > STEADY_AFTER_S
        child.falls = 1 if steady else child.falls + 1
        pause = BACKOFF_S[min(child.falls, len(BACKOFF_S)) - 1]
        code = child.process.returncode if child.process else None
        child.process, child.due_at = None, time.monotonic() + pause
        self.say(f"  ! proses {child.name} berhenti (kode {code}); dijalankan lagi dalam {pause:g} detik")

    def _launch(self, child: Child) -> None:
        child.started_at, child.is_ready = time.monotonic(), False
        child.process = subprocess.Popen(
            child.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C in the terminal reaches the children only through us
            preexec_fn=_end_with_parent,
        )
        if child.process.stdout is not None:
            threading.Thread(target=self._repeat, args=(child, child.process.stdout), daemon=True).start()

    def _repeat(self, child: Child, output: IO[str]) -> None:
        """Everything goes to the log file; the terminal sees the first lines of every minute."""
        log = self.logs / f"{child.name}.log"
        with log.open("a", encoding="utf-8") as file:
            for line in output:
                file.write(line)
                file.flush()
                self._show(child, line.rstrip(), log)

    def _show(self, child: Child, line: str, log: Path) -> None:
        minute = int(time.monotonic() // 60)
        child.shown = (minute, child.shown[1] + 1) if child.shown[0] == minute else (minute, 1)
        if self._leaving or not line or child.shown[1] > SHOWN_A_MINUTE + 1:
            return
        too_much = child.shown[1] > SHOWN_A_MINUTE
        self.say(f"  {child.name:<6} │ {f'… selengkapnya di {log}' if too_much else line}")


def _shorten(log: Path) -> None:
    """Keep one older log file of each process."""
    if log.is_file() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))


def _end_with_parent() -> None:
    """In the child: receive SIGTERM when the supervisor dies, even by `kill -9`."""
    LIBC.prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _signal(child: Child, number: signal.Signals) -> None:
    """To the child's whole group when it must go, to the child alone when it may finish its work."""
    if child.process is None:
        return
    try:
        if number is signal.SIGKILL:
            os.killpg(child.process.pid, number)
        elif child.process.poll() is None:
            child.process.send_signal(number)
    except ProcessLookupError:
        return
