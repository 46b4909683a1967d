"""P2: performance and credit of one and five million staff on Polars eager, Polars streaming and Spark standalone."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.page import table, write
from benchmarks.spark_cluster import WORKER_MEMORY, WORKERS, cluster, memory_below, python
from prestasi_rules import get
from prestasi_rules.codes import RATING, UNIT_ACHIEVEMENT
from prestasi_rules.credit.levels import LEVEL

PROJECT = Path(__file__).resolve().parents[1]
STATE = Path(os.environ.get("PRESTASI_BENCH_STATE", PROJECT / "var" / "bench"))
SIZES = tuple(int(size) for size in os.environ.get("BENCH_RULES", "1000000,5000000").split(","))
ENGINES = ("eager", "streaming", "spark")
PIECE = 500_000


class Run(NamedTuple):
    """What one engine did with one size: seconds from Parquet to Parquet, and the most memory held meanwhile."""

    size: int
    engine: str
    seconds: float
    peak: int
    rows: int
    differing: int


def main() -> None:
    folder = STATE / "rules"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    interpreter = python(STATE)
    runs = [run for size in SIZES for run in _size(folder, size, interpreter)]
    _report(runs)
    shutil.rmtree(folder)


def _size(folder: Path, size: int, interpreter: Path) -> list[Run]:
    source = folder / f"staff-{size}"
    staff(size, source)
    runs: list[Run] = []
    for engine in ENGINES:
        target = folder / f"{engine}-{size}.parquet"
        seconds, peak = _measured(engine, source, target, interpreter, folder)
        rows, differing = compare(folder / f"eager-{size}.parquet", target)
        runs.append(Run(size, engine, seconds, peak, rows, differing))
        print(runs[-1], file=sys.stderr, flush=True)
    return runs


def staff(size: int, folder: Path) -> None:
    """Generated staff as pieces of Parquet: the inputs of both rule sets, some of them empty."""
    folder.mkdir()
    for number, start in enumerate(range(0, size, PIECE)):
        count = min(PIECE, size - start)
        chance = random.Random(start)
        frame = pl.DataFrame(
            {
                "person_id": range(start, start + count),
                "is_unit_head": chance.choices([True, False], [1, 19], k=count),
                "unit_achievement": chance.choices([*UNIT_ACHIEVEMENT, None], k=count),
                "result_rating": chance.choices([*RATING, None], [20, 70, 8, 2], k=count),
                "behaviour_rating": chance.choices([*RATING, None], [20, 70, 8, 2], k=count),
                "level": chance.choices(list(LEVEL), k=count),
                "months": chance.choices(range(1, 13), k=count),
                "months_converted": chance.choices(range(13), [30, *[1] * 12], k=count),
            }
        )
        frame.write_parquet(folder / f"part-{number:03}.parquet")


def _measured(engine: str, source: Path, target: Path, interpreter: Path, folder: Path) -> tuple[float, int]:
    if engine != "spark":
        return _run([sys.executable, "-m", "benchmarks.rules_run", engine, str(source), str(target)])
    with cluster(interpreter, folder) as master:
        return _run([str(interpreter), "-m", "benchmarks.rules_run", engine, str(source), str(target), master])


def _run(words: list[str]) -> tuple[float, int]:
    """Seconds as the process reports them, and the most memory of all children meanwhile (Spark's daemons too)."""
    peak, over = [0], threading.Event()
    watch = threading.Thread(target=_watch, args=(peak, over))
    environment = os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}"}
    watch.start()
    try:
        done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=PROJECT)
    finally:
        over.set()
        watch.join()
    return json.loads(done.stdout.strip().splitlines()[-1])["seconds"], peak[0]


def _watch(peak: list[int], over: threading.Event) -> None:
    while not over.wait(0.2):
        peak[0] = max(peak[0], memory_below(os.getpid()))


def compare(first: Path, second: Path) -> tuple[int, int]:
    """How many people, and how many of them differ in any figure; both results hold everybody exactly once."""
    left, right = (_sorted(path) for path in (first, second))
    if left.columns != right.columns or left.height != right.height:
        return left.height, max(left.height, right.height)
    same = pl.all_horizontal(pl.col(name).eq_missing(right[name]) for name in left.columns)
    return left.height, left.height - int(left.select(same.sum()).item())


def _sorted(path: Path) -> pl.DataFrame:
    pattern = path / "*.parquet" if path.is_dir() else path
    return pl.read_parquet(pattern).sort("person_id")


def _report(runs: list[Run]) -> None:
    base = {run.size: run.seconds for run in runs if run.engine == "eager"}
    people = {run.size: run.rows for run in runs}
    cells = [
        (
            f"{run.size:,}",
            run.engine,
            f"{run.seconds:.1f}",
            f"{run.seconds / base[run.size]:.2f}",
            f"{run.size / run.seconds / 1e6:.2f}",
            f"{run.peak / 2**20:,.0f}",
            "yes" if run.differing == 0 else f"**no, {run.differing:,}**",
        )
        for run in runs
    ]
    small, large = min(base), max(base)
    times = {(run.engine, run.size): run for run in runs}
    growth = [
        (
            engine,
            f"{times[engine, large].seconds / times[engine, small].seconds:.2f}",
            f"{times[engine, large].peak / times[engine, small].peak:.2f}",
        )
        for engine in ENGINES
    ]
    write(
        "rules-scale",
        "P2: the rules on one and five million staff",
        f"`performance-2022` and from its predicate `credit-2023` ({_steps()} steps) for {_list(people)} generated "
        "staff, all input checked, from Parquet to Parquet. Spark: standalone, one master and "
        f"{WORKERS} workers of one core and {WORKER_MEMORY} on 127.0.0.1; its clock starts when the executors are up. "
        "Memory: the most that all processes of the run held together (Spark: master, workers, executors, driver).",
        table(("Staff", "Engine", "Seconds", "Ratio to eager", "Million a second", "Peak MB", "Identical"), cells),
        "Identical: every column of every person equal to Polars eager, compared one by one.",
        f"Growth from {small:,} to {large:,} staff ({large / small:.0f} times):",
        table(("Engine", "Time grows by", "Memory grows by"), growth),
        f"Load of the machine at the end (15 minutes): {os.getloadavg()[2]:.1f} on {os.cpu_count()} cores. Above the "
        "number of cores others were working too, and times, their ratios and their growth say little; what is "
        "identical and how much memory was held stand.",
    )


def _steps() -> int:
    return sum(len(get(ruleset_id).steps) for ruleset_id in ("performance-2022", "credit-2023"))


def _list(people: dict[int, int]) -> str:
    return " and ".join(f"{count:,}" for count in people.values())


if __name__ == "__main__":
    main()
