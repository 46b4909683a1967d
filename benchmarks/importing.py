"""P6: 75,000 people with 40 columns from XLSX: dry run with differences, then apply, against bare reading and COPY."""

from __future__ import annotations

import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import world
from benchmarks.page import table, write

ROWS = int(os.environ.get("BENCH_ROWS", "75000"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
GOAL_TIMES, GOAL_MB = 4, 512
KNOWN = (
    "NIP", "Nama Lengkap", "Gelar Depan", "Gelar Belakang", "Jenis Kelamin", "Tanggal Lahir", "Status Kepegawaian",
    "TMT CPNS", "Surel", "Gol. Ruang", "TMT Golongan", "Unit Kerja", "Jabatan", "Jenis Jabatan", "Kelas Jabatan",
    "TMT Jabatan", "Nomor SK", "NIP Atasan Langsung", "Pendidikan", "Jurusan", "Tahun Lulus",
)  # fmt: skip
WIDTH = 40
LEVELS = ("S-1", "D-3", "SMA", "S-2")


def main() -> None:
    """Each run: bare reading and COPY, a new sheet checked and applied, then again with one row in twenty changed."""
    state = world.prepare("import", "--staff", "300")
    units = _units()
    runs = [_run([_sheet(state, units, run, changed) for changed in (False, True)]) for run in range(RUNS)]
    middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    ratio = statistics.median((run["new"] + run["apply"]) / run["bare"] for run in runs)
    again = statistics.median((run["differences"] + run["apply differences"]) / run["bare"] for run in runs)
    _tell(middle, ratio, again, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    world.stop()


def _tell(middle: dict[str, float], ratio: float, again: float, peak: float) -> None:
    words = {
        "bare": "bare reading of the sheet and COPY of its cells", "new": "dry run, everybody new",
        "apply": "apply", "differences": "dry run against the people applied, 1 in 20 changed",
        "apply differences": "apply of the changes",
    }  # fmt: skip
    cells = [(words[n], f"{s:.1f}", f"{s / middle['bare']:.1f}") for n, s in middle.items()]
    write(
        "import",
        "P6: people from a spreadsheet",
        f"{ROWS:,} rows of {WIDTH} columns in XLSX, {len(KNOWN)} of them known, through `upload_sheet`, `run_check` "
        f"and `apply_batch`. Median of {RUNS} runs, each with people of its own; the times of a run are "
        "compared with the bare reading of the same run: the sheet read by the same reader (python-calamine) in one "
        "process, which writes all cells as text into one table by COPY.",
        table(("Work", "Seconds", "Times bare"), cells),
        f"Dry run and apply of new people: {ratio:.1f} times bare reading and COPY; of a sheet with changes: "
        f"{again:.1f} times. Goal: at most {GOAL_TIMES} times. Peak memory of the process that checks and writes: "
        f"{peak:.0f} MB; the confined reader may not have more than {GOAL_MB} MB. Goal: at most {GOAL_MB} MB.",
    )  # fmt: skip


def _run(sheets: list[Path]) -> dict[str, float]:
    from prestasi.exchange.actions.apply import apply_batch
    from prestasi.exchange.cli import operator

    found, by = {"bare": _bare(sheets[0])}, operator()
    for sheet, check, apply in zip(sheets, ("new", "differences"), ("apply", "apply differences"), strict=True):
        batch = _uploaded(sheet)
        found[check] = _seconds(_checked, batch)
        found[apply] = _seconds(apply_batch, by=by, batch_id=batch, confirmed=True)
    return found


def _seconds(work: Callable[..., object], *args: object, **words: object) -> float:
    started = time.perf_counter()
    work(*args, **words)
    return time.perf_counter() - started


def _uploaded(sheet: Path) -> int:
    from prestasi.exchange.actions.check import start_check
    from prestasi.exchange.actions.upload import upload_sheet
    from prestasi.exchange.cli import operator

    with sheet.open("rb") as handle:
        batch = upload_sheet(by=operator(), kind="staff", name=sheet.name, chunks=[handle.read()])
    start_check(by=operator(), batch_id=batch.pk, mapping=batch.mapping)
    return int(batch.pk)


def _checked(batch_id: int) -> None:
    from prestasi.exchange.actions.check import run_check

    batch = run_check(batch_id)
    if batch.state != "checked" or batch.counts.get("error"):
        raise SystemExit(f"{batch.state} {batch.message} {batch.counts}")


def _bare(sheet: Path) -> float:
    """Seconds in a process of its own, so that its memory does not count for the import's; its start is left out."""
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    command = [sys.executable, "-m", "benchmarks.importing", str(sheet)]
    done = subprocess.run(command, check=True, env=environment, capture_output=True, text=True, cwd=world.PROJECT)
    return float(done.stdout.split()[-1])


def copy_bare(sheet: str) -> None:
    """What cannot be saved: the reader, and the way into the database."""
    from django.db import connections
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).iter_rows()
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare ({', '.join(f'c{i} text' for i in range(WIDTH))})")
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _units() -> list[str]:
    from prestasi.core import clock
    from prestasi.organization.models import UnitVersion

    return list(UnitVersion.objects.on(clock.today()).order_by("unit_id").values_list("unit__code", flat=True))


def _sheet(state: Path, units: list[str], run: int, changed: bool) -> Path:
    """People with faultless numbers, others in each run; every fortieth leads the others of the block."""
    import xlsxwriter

    path = state / f"{run}-{'second' if changed else 'first'}.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, [*KNOWN, *(f"Kolom {i}" for i in range(len(KNOWN), WIDTH))])
        for n in range(ROWS):
            sheet.write_row(n + 1, 0, _row(n, units, run, changed and n % 20 == 0))
    return path


def _row(n: int, units: list[str], run: int, is_changed: bool) -> list[str]:
    born, started = dt.date(1972, 1, 1) + dt.timedelta(days=n % 6_000), 2008 + n % 12
    leader = n - n % 40
    post = f"Analis {n % 90} Ahli Muda" if is_changed else f"Analis {n % 90} Ahli Pertama"
    return [
        _number(n, run), f"Pegawai Rekaan {n}", "", "S.E.", "P" if n % 2 else "L", born.isoformat(), "PNS",
        f"{started}-03-01", f"pegawai{n}@contoh.test", "III/a", f"{started}-04-01", units[n % len(units)], post,
        "fungsional", "8", "" if is_changed else "2026-01-02", f"821/{n}/2026", _number(leader, run) if n % 40 else "",
        LEVELS[n % 4], f"Jurusan {n % 30}", str(started - 1), *(f"isi {n} {i}" for i in range(WIDTH - len(KNOWN))),
    ]  # fmt: skip


def _number(n: int, run: int) -> str:
    born, started = dt.date(1972, 1, 1) + dt.timedelta(days=n % 6_000), 2008 + n % 12
    return f"{born:%Y%m%d}{started}03{2 if n % 2 else 1}{800 + 20 * run + n // 6_000:03d}"


if __name__ == "__main__":
    import django

    django.setup()
    print(_seconds(copy_bare, sys.argv[1]))
