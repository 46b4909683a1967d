"""A performance year in fast motion: everybody of the demo agency plans, reports, is rated and determined, over HTTP.

Nothing is called inside: every act is a form of a page, read and sent by the person who may. Days are turned for all
processes, the database included. At the end the invariants of `lab.truth` are held against the database.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lab.turned import Calendar, again_inside
from tests.browser.site import installed

HANDS = 3
OFTEN = 200
PATIENCE_S = 120.0


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m lab year")
    parser.add_argument("--staff", default="150", help="about how many people the demo agency has")
    parser.add_argument("--quarters", type=int, default=4, help="how many quarters are rated before the year is")
    parser.add_argument("--report", type=Path, help="write the figures to this file")
    args = parser.parse_args(argv)
    folder = Path(os.environ.get("LAB_FOLDER") or tempfile.mkdtemp(prefix="lab-"))
    os.environ["LAB_FOLDER"] = str(folder)
    calendar = Calendar(folder)
    again_inside(calendar)
    os.environ["PRESTASI_STATE"] = str(folder / "state")
    try:
        with installed(folder / "state", args.staff) as site:
            return _replay(calendar, int(site.url.rpartition(":")[2]), args)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replay(calendar: Calendar, port: int, args: argparse.Namespace) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from lab.steps import Replay
    from lab.truth import broken

    began = time.monotonic()
    replay = Replay(calendar, port, args.quarters)
    replay.run()
    faults = broken(replay.year)
    lines = [
        f"{replay.people} people, year {replay.year}, {args.quarters} quarters and the year, {replay.sent:,} requests "
        f"in {time.monotonic() - began:.0f} s; refused and expected: {replay.refusals}",
        *(f"{name}: {count:,}" for name, count in replay.counts.items()),
        *(f"{name}: {found if found else 'true'}" for name, found in faults.items()),
    ]
    print("\n".join(lines))
    if args.report:
        from benchmarks.page import write

        write(args.report.stem, "A year replayed through HTTP", "\n".join(f"- {line}" for line in lines))
    return int(any(faults.values()))


def each(
    what: str,
    things: Sequence[Any],
    act: Callable[[Any], None],
    hands: int = HANDS,
    told: Callable[[str], None] = print,
) -> None:
    """Do the act for all things with some hands at once; the first fault ends it."""
    done, lock, began = 0, threading.Lock(), time.monotonic()

    def one(thing: Any) -> None:
        nonlocal done
        act(thing)
        with lock:
            done += 1
            if done % OFTEN == 0:
                told(f"  {what}: {done} of {len(things)}")

    with ThreadPoolExecutor(HANDS) as pool:
        for answer in [pool.submit(one, thing) for thing in things]:
            answer.result()
    told(f"{what}: {len(things)} in {time.monotonic() - began:.0f} s")


def until(what: str, is_so: Callable[[], bool], told: Callable[[], object] = lambda: "") -> None:
    """Wait for work in the background; `told` says how things stand when it takes too long."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"not after {PATIENCE_S:.0f} s: {what}; {told()}")
        time.sleep(0.5)
