"""A database of its own for each benchmark: durable settings, migrated, loaded with a demo agency."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
STATE = Path(os.environ.get("PRESTASI_BENCH_STATE", PROJECT / "var" / "bench"))


def prepare(name: str, *demo: str) -> Path:
    """Start and fill `STATE/name` unless it is there already, and point this process's settings to it."""
    state = STATE / name
    os.environ.update(PRESTASI_STATE=str(state), DJANGO_SETTINGS_MODULE="config.settings")
    _run("-m", "prestasi.core.pg", "start")
    if not (state / "loaded").exists():
        started = time.perf_counter()
        _run("-m", "prestasi.cli", "prepare", answers=(0, 3))
        _run("-m", "prestasi.cli", "demo", *demo)
        (state / "loaded").write_text(f"{time.perf_counter() - started:.1f}")
    import django

    django.setup()
    return state


def load_seconds(state: Path) -> float:
    """How long migrating and loading took when this database was made."""
    return float((state / "loaded").read_text())


def stop() -> None:
    _run("-m", "prestasi.core.pg", "stop")


def _run(*words: str, answers: tuple[int, ...] = (0,)) -> None:
    """Run one command of the project; `prepare` answers 3 when the database is still empty."""
    done = subprocess.run([sys.executable, *words], check=False, env={**os.environ, "PYTHONPATH": str(PROJECT / "src")})
    if done.returncode not in answers:
        raise SystemExit(done.returncode)
