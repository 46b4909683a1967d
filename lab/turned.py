"""Days that can be turned: every process of a trial reads the same calendar, and durations stay real."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

SOURCE = Path(__file__).with_name("clock.c")
ZONE = ZoneInfo("Asia/Jakarta")


class Calendar:
    """The number of seconds by which the time of day of all processes is ahead of the machine's."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file, self.library = folder / "clock", folder / "clock.so"
        self.turn_by(0)

    def turn_by(self, seconds: int) -> None:
        """Written in place: the processes have the file mapped."""
        if not self.file.exists():
            self.file.write_bytes(struct.pack("q", 0))
            self.file.chmod(0o644)
        with self.file.open("r+b") as file:
            file.write(struct.pack("q", seconds))

    def turn_to(self, day: dt.date, hour: int = 9) -> None:
        """From now on it is that hour of that day in the agency's zone."""
        wanted = dt.datetime.combine(day, dt.time(hour), ZONE).timestamp()
        self.turn_by(int(wanted - machine_time()))

    def environment(self) -> dict[str, str]:
        """What a process needs to read this calendar."""
        return {"LD_PRELOAD": str(self.library), "LAB_CLOCK": str(self.file)}

    def build(self) -> None:
        """Compile the library. RuntimeError that says what is missing."""
        if shutil.which("gcc") is None:
            raise RuntimeError("The year is turned by a small library in C: install gcc (apt install gcc).")
        subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", self.library, SOURCE, "-ldl"], check=True)


def machine_time() -> float:
    """Seconds since 1970 by the machine, also inside a turned process."""
    ahead = 0
    if name := os.environ.get("LAB_CLOCK"):
        ahead = struct.unpack("q", Path(name).read_bytes()[:8])[0]
    return time.time() - ahead


def again_inside(calendar: Calendar) -> None:
    """Start this process anew with the turned calendar, unless it already runs with it."""
    if "LAB_CLOCK" not in os.environ:
        calendar.build()
        os.execve(sys.executable, [sys.executable, "-m", "lab", *sys.argv[1:]], os.environ | calendar.environment())
