"""The parent's side: rows of a guarded file, streamed from the confined child."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from prestasi.core.formats import number
from prestasi.exchange.reading.child import LOST, MOST_ROWS
from prestasi.exchange.reading.guard import Unreadable, kind_of

WALL_SECONDS = 90
SOURCE = Path(__file__).resolve().parents[3]
Row = list[str]


def rows(path: Path, columns: list[int] | None = None) -> Generator[tuple[int, Row], None, None]:
    """(row number, cells) for every row that is not empty. Raises Unreadable, also in the middle."""
    kind = kind_of(path)
    with _reader(kind, path, columns) as child:
        assert child.stdout is not None
        for line in child.stdout:
            first, *cells = json.loads(line)
            yield first, cells
        _check(child.wait(), child.stderr.read() if child.stderr else "")


def first_rows(path: Path, count: int = 12) -> list[tuple[int, Row]]:
    """The beginning of the sheet, to find its heads."""
    found = []
    stream = rows(path)
    with contextlib.closing(stream):
        for row in stream:
            found.append(row)
            if len(found) == count:
                break
    return found


@contextlib.contextmanager
def _reader(kind: str, path: Path, columns: list[int] | None) -> Iterator[subprocess.Popen[str]]:
    chosen = [",".join(map(str, columns))] if columns is not None else []
    command = [sys.executable, "-m", "prestasi.exchange.reading.child", kind, str(path), *chosen]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env=environment, bufsize=1 << 20,
    )  # fmt: skip
    alarm = threading.Timer(WALL_SECONDS, child.kill)
    alarm.start()
    try:
        yield child
    finally:
        alarm.cancel()
        child.kill()
        for pipe in (child.stdout, child.stderr):
            if pipe:
                pipe.close()
        child.wait()


def _check(code: int, said: str) -> None:
    """Turn the way the child ended into words."""
    if code == 0:
        return
    if code == 3:
        most = number(MOST_ROWS)
        raise Unreadable(_("Lebih dari %(most)s baris. Bagi menjadi beberapa berkas.") % {"most": most})
    if code in (4, -9, -24, -6, -11) or "memory" in said.lower():
        raise Unreadable(_("Lembar ini terlalu besar atau terlalu lama dibaca. Bagi menjadi beberapa berkas."))
    raise Unreadable(_("Lembar ini tidak dapat dibaca. Buka di Excel atau LibreOffice lalu simpan lagi sebagai XLSX."))


__all__ = ["LOST", "Unreadable", "first_rows", "rows"]
