"""What `prestasi run` says: one calm line per step, with the time it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(line: str = "") -> None:
    """Print one line at once, also into a pipe."""
    print(line, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """`• title` while it runs (in a terminal), `✓ title  0,4 d` when it is done."""
    started = time.monotonic()
    if sys.stdout.isatty():
        print(f"  • {title} …", end="\r", flush=True)
    yield
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    say(f"  ✓ {title:<48} {seconds:>6} d")
