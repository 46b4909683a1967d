"""A performance year in fast motion: everybody of the demo agency plans, reports, is rated and determined, over HTTP.

Nothing is called inside: every act is a form of a page, read and sent by the person who may. Days are turned for all
processes, the database included. At the end the invariants of `lab.truth` are held against the database.

The trial keeps a journal in its folder. With `--folder` the folder stays, so that a trial that ran out of time
(`--minutes`), was stopped or failed goes on where it was. The report is written in each of these cases.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from lab.turned import Calendar, again_inside
from tests.browser.site import installed


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m lab year")
    parser.add_argument("--staff", default="150", help="about how many people the demo agency has")
    parser.add_argument("--quarters", type=int, default=4, help="how many quarters are rated before the year is")
    parser.add_argument(
        "--minutes", type=float, default=600, help="stop after so many minutes and report what was done"
    )
    parser.add_argument("--folder", type=Path, help="keep everything here; a second run goes on")
    parser.add_argument("--report", type=Path, help="write the figures to this file")
    args = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    kept = args.folder or (Path(os.environ["LAB_FOLDER"]) if "LAB_FOLDER" in os.environ else None)
    folder = kept or Path(tempfile.mkdtemp(prefix="lab-"))
    os.environ["LAB_FOLDER"] = str(folder)
    calendar = Calendar(folder)
    again_inside(calendar)
    try:
        return _installed(folder, calendar, args)
    finally:
        if args.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


def _installed(folder: Path, calendar: Calendar, args: argparse.Namespace) -> int:
    state, journal = folder / "state", folder / "journal.json"
    os.environ["PRESTASI_STATE"] = str(state)
    with installed(state, args.staff, is_loaded=journal.exists()) as site:
        return _replay(calendar, int(site.url.rpartition(":")[2]), journal, args)


def _replay(calendar: Calendar, port: int, file: Path, args: argparse.Namespace) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from lab.journal import Journal
    from lab.replay import OutOfTime, Replay
    from lab.schedule import steps

    journal, began = Journal(file), time.monotonic()
    replay = Replay(calendar, port, journal, args.quarters, began + args.minutes * 60)
    journal.save()
    stopped = ""
    try:
        replay.run(steps(replay.year, args.quarters))
    except OutOfTime as over:
        stopped = f"out of time during: {over}"
    except (Exception, KeyboardInterrupt) as fault:
        traceback.print_exc()
        stopped = f"stopped by {type(fault).__name__}: {str(fault)[:300]}"
    finally:
        journal.save()
        replay.sign_out()
    return _told(replay, stopped, args)


def _told(replay: Any, stopped: str, args: argparse.Namespace) -> int:
    from lab.report import written
    from lab.truth import broken

    faults = broken(replay.year, replay.journal)
    text = written(replay, faults, stopped)
    print(text, flush=True)
    replay.calendar.turn_by(0)  # the page bears the day on which it was made
    if args.report:
        from benchmarks.page import write

        write(args.report.stem, "A year replayed through HTTP", text)
    return int(bool(stopped) or any(found for found, _checked in faults.values()))
