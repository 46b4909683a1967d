"""The supervisor: restarts what falls with growing pauses, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prestasi.platform.supervisor import SHOWN_A_MINUTE, Child, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, lambda *_: 0); print('up'); time.sleep(60)"]


class Run:
    """A supervisor at work in a thread, with everything it said."""

    def __init__(self, logs: Path, *children: Child) -> None:
        self.said: list[str] = []
        self.welcomed = 0
        self.supervisor = Supervisor(
            children,
            environment=dict(os.environ),
            logs=logs,
            say=self.said.append,
            welcome=self._welcome,
            watch=lambda: None,
        )
        self.supervisor.start()
        self.thread = threading.Thread(target=self.supervisor.tend)
        self.thread.start()

    def _welcome(self) -> None:
        self.welcomed += 1

    def end(self) -> None:
        self.supervisor.stop()
        self.thread.join()
        self.supervisor.end()


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    started: list[Run] = []

    def start(*children: Child) -> Run:
        started.append(Run(tmp_path, *children))
        return started[-1]

    yield start
    for one in started:
        one.end()


def until(condition: Callable[[], bool], within_s: float = 10) -> bool:
    deadline = time.monotonic() + within_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_a_fallen_child_is_started_again(run: Callable[..., Run]) -> None:
    child = Child("tidur", SLEEP)
    work = run(child)
    first = child.process
    assert first is not None
    first.kill()
    assert until(lambda: child.is_running and child.process is not first)
    assert any("tidur berhenti" in line for line in work.said)


def test_a_child_that_keeps_falling_is_started_ever_more_slowly(run: Callable[..., Run]) -> None:
    child = Child("jatuh", [sys.executable, "-c", "raise SystemExit(3)"])
    work = run(child)
    assert until(lambda: child.falls >= 2)
    pauses = [line.rsplit("dalam ", 1)[1] for line in work.said if "berhenti (kode 3)" in line]
    assert pauses[:2] == ["0.5 detik", "1 detik"]


def test_everybody_is_welcomed_once_when_all_are_ready(run: Callable[..., Run]) -> None:
    ready = threading.Event()
    work = run(Child("lambat", SLEEP, probe=ready.is_set), Child("cepat", SLEEP))
    time.sleep(0.4)
    assert work.welcomed == 0
    ready.set()
    assert until(lambda: work.welcomed == 1)


def test_stopping_ends_every_child(run: Callable[..., Run]) -> None:
    children = [Child("satu", SLEEP), Child("dua", SLEEP)]
    work = run(*children)
    work.end()
    assert not any(child.is_running for child in children)


def test_a_child_that_was_never_ready_is_not_waited_for(run: Callable[..., Run], tmp_path: Path) -> None:
    child = Child("keras", STUBBORN, probe=lambda: False)
    work = run(child)
    assert until(lambda: "up" in (tmp_path / "keras.log").read_text() or child.is_running)
    started = time.monotonic()
    work.end()
    assert time.monotonic() - started < 3
    assert not child.is_running


def test_a_chatty_child_fills_the_log_not_the_terminal(run: Callable[..., Run], tmp_path: Path) -> None:
    work = run(
        Child("ramai", [sys.executable, "-c", "for n in range(500): print('baris', n)\nimport time; time.sleep(9)"])
    )
    log = tmp_path / "ramai.log"
    assert until(lambda: log.is_file() and len(log.read_text().splitlines()) == 500)
    assert len(work.said) <= SHOWN_A_MINUTE + 1
    assert "selengkapnya" in work.said[-1]


def test_children_go_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    words = f"""
from pathlib import Path
from prestasi.platform.supervisor import Child, Supervisor
child = Child("anak", {SLEEP!r})
boss = Supervisor([child], environment={{}}, logs=Path({str(tmp_path)!r}), say=print, welcome=print, watch=print)
boss.start(); print(child.process.pid, flush=True); boss.tend()
"""
    environment = {**os.environ, "PYTHONPATH": "src"}
    boss = subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE, text=True, env=environment)
    assert boss.stdout is not None
    child = int(boss.stdout.readline())
    boss.send_signal(signal.SIGKILL)
    boss.wait()
    assert until(lambda: not _lives(child))


def _lives(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
