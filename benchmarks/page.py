"""Writing a page of evidence: date, machine, commit, then the figures."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from pathlib import Path

from prestasi.docs.markdown import table

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "evidence"

__all__ = ["table", "write"]


def write(name: str, title: str, *parts: str) -> Path:
    """Write docs/evidence/<name>.md and print it."""
    text = "\n\n".join([f"# {title}", _where(), *(part.strip() for part in parts)]) + "\n"
    path = FOLDER / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    print(text)
    return path


def _where() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return (
        f"{dt.date.today():%Y-%m-%d} · {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()} · commit {commit.stdout.strip()}"
    )
