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
    """Each run: bare reading and COPY, a new sheet checked, applied, checked again with one row in twenty changed."""
    state = world.prepare("import", "--staff", "300")
    units = _units()
    first, second = state / "first.xlsx", state / "second.xlsx"
    _sheet(first, units, changed=False)
    _sheet(second, units, changed=True)
    runs = [_run(first, second) for _ in range(RUNS)]
    middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    ratio = statistics.median((run["new"] + run["apply"]) / run["bare"] for run in runs)
    again = statistics.median((run["differences"] + run["apply differences"]) / run["bare"] for run in runs)
    own, child = _peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)
    _tell(middle, ratio, again, own, child)
    world.stop()


def _tell(middle: dict[str, float], ratio: float, again: float, own: float, child: float) -> None:
    words = {
        "bare": "bare reading of the sheet and COPY of its cells", "new": "dry run, everybody new",
        "apply": "apply", "differences": "dry run against the people applied, 1 in 20 changed",
        "apply differences": "apply of the changes",
    }  # fmt: skip
    cells = [(words[n], f"{s:.1f}", f"{s / middle['bare']:.1f}") for n, s in middle.items()]
    write(
        "import",
        "P6: people from a spreadsheet",
        f"{ROWS:,} rows of {WIDTH} columns in XLSX, {len(KNOWN)} of them known, through `upload_sheet`, `run_check` and "
        f"`apply_batch`; each run ends with both imports undone. Median of {RUNS} runs; the times in a run are compared "
        "with the bare reading of the same run: the sheet read by the same reader (python-calamine) in one process, and "
        "all its cells written as text into one table by COPY.",
        table(("Work", "Seconds", "Times bare"), cells),
        f"Dry run and apply of new people: {ratio:.1f} times bare reading and COPY; of a sheet with changes: {again:.1f} "
        f"times. Goal: at most {GOAL_TIMES} times. Peak memory: {own:.0f} MB in the process that checks and writes, "
        f"{child:.0f} MB in the confined reader. Goal: at most {GOAL_MB} MB.",
    )  # fmt: skip


def _run(first: Path, second: Path) -> dict[str, float]:
    from prestasi.exchange.actions.apply import apply_batch, undo_batch
    from prestasi.exchange.cli import operator

    found = {"bare": _seconds(lambda: _bare(first))}
    by = operator()
    made = []
    for sheet, check, apply in ((first, "new", "apply"), (second, "differences", "apply differences")):
        batch = _uploaded(sheet)
        found[check] = _seconds(lambda: _checked(batch))
        found[apply] = _seconds(lambda: apply_batch(by=by, batch_id=batch, confirmed=True))
        made.append(batch)
    for batch in reversed(made):
        undo_batch(by=by, batch_id=batch, reason="Pengukuran P6")
    return found


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
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


def _bare(sheet: Path) -> None:
    """Read and COPY in a process of their own, so that its memory does not count for the import's."""
    subprocess.run([sys.executable, "-m", "benchmarks.importing", str(sheet)], check=True, env=_environment())


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}


def copy_bare(sheet: str) -> None:
    """What cannot be saved: the reader, and the way into the database."""
    import django

    django.setup()
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


def _sheet(path: Path, units: list[str], changed: bool) -> None:
    """People with faultless numbers; every fortieth leads the others of the block."""
    import xlsxwriter

    if path.exists():
        return
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, [*KNOWN, *(f"Kolom {i}" for i in range(len(KNOWN), WIDTH))])
        for n in range(ROWS):
            sheet.write_row(n + 1, 0, _row(n, units, changed and n % 20 == 0))


def _row(n: int, units: list[str], is_changed: bool) -> list[str]:
    born, started = dt.date(1970, 1, 1) + dt.timedelta(days=n % 9_000), 2010 + n % 12
    leader = n - n % 40
    post = f"Analis {n % 90} Ahli Muda" if is_changed else f"Analis {n % 90} Ahli Pertama"
    return [
        _number(n), f"Pegawai Rekaan {n}", "", "S.E.", "P" if n % 2 else "L", born.isoformat(), "PNS",
        f"{started}-03-01", f"pegawai{n}@contoh.test", "III/a", f"{started}-04-01", units[n % len(units)], post,
        "fungsional", "8", "2026-01-02" if not is_changed else "", f"821/{n}/2026", _number(leader) if n % 40 else "",
        LEVELS[n % 4], f"Jurusan {n % 30}", str(started - 1), *(f"isi {n} {i}" for i in range(WIDTH - len(KNOWN))),
    ]  # fmt: skip


def _number(n: int) -> str:
    born, started = dt.date(1970, 1, 1) + dt.timedelta(days=n % 9_000), 2010 + n % 12
    return f"{born:%Y%m%d}{started}03{2 if n % 2 else 1}{1 + n // 9_000:03d}"


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    copy_bare(sys.argv[1])
