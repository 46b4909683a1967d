"""How many histories a run takes, and what it says at its end.

`PRESTASI_HISTORIES` is the number of histories of each machine (default 40) and makes races longer; with
`PRESTASI_FIGURES` the summary is also written to that file.
"""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from prestasi.core import clock
from tests.machines.races import THREADS, Crowd, stage
from tests.machines.tally import TALLY
from tests.world import World

HISTORIES = int(os.environ.get("PRESTASI_HISTORIES") or 0)


@pytest.fixture
def agency(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[World, Crowd]]:
    """The small agency in committed rows, and threads with connections of their own."""
    monkeypatch.setattr(clock, "database_now", lambda: clock.now())
    with stage(max(THREADS, 4)) as both:
        yield both


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not TALLY.names() or not HISTORIES:
        return
    lines = [*TALLY.lines(), "", f"{time.perf_counter() - TALLY.began:.0f} s"]
    terminalreporter.section("histories and races")
    for line in lines:
        terminalreporter.write_line(line)
    if path := os.environ.get("PRESTASI_FIGURES"):
        failed = len(terminalreporter.stats.get("failed", []))
        Path(path).write_text("\n".join(_page(lines, failed)) + "\n", encoding="utf-8")


def _page(lines: list[str], failed: int) -> list[str]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return [
        "# Histories and races (C01-C05)", "", f"{time.strftime('%Y-%m-%d')} · {machine} · commit {commit}", "",
        f"`PRESTASI_HISTORIES={HISTORIES} pytest tests/machines`: {failed} failed.", "", *lines, "",
        "A history is a list of up to 60 acts by several clients, legal ones and others, through the real actions.",
        "After every step the answer is that of the table of states; an accepted act has written its events, a refused",
        "one none; and the tables, the model and the events folded from the beginning say the same. A race is several",
        "acts released by a barrier on real PostgreSQL: some one-after-another order of them explains every answer and",
        "the rows that are left. Lost: acts of races that were refused, each with the refusal the table names.",
    ]  # fmt: skip
