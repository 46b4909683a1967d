"""P1: the yearly close from database to database, against moving the same rows out and in with bare COPY."""

from __future__ import annotations

import io
import os
import resource
import time
from collections.abc import Callable

from benchmarks import world
from benchmarks.page import table, write

YEAR = int(os.environ.get("BENCH_YEAR", "2025"))
STAFF = os.environ.get("BENCH_STAFF", "")
RUNS = 3
GUARDED = ("performance_period", "performance_evaluation")


def main() -> None:
    demo = ["--agency", "jakarta", *(["--staff", STAFF] if STAFF else [])]
    state = world.prepare(f"close-{STAFF or 'jakarta'}", *demo)
    rows = [_once() for _ in range(RUNS)]
    people = rows[0][0]
    ratios = sorted(close / bare for _n, bare, close, _m in rows)
    cells = [
        (i + 1, f"{bare:.2f}", f"{close:.2f}", f"{close / bare:.2f}", f"{memory:.0f}")
        for i, (_n, bare, close, memory) in enumerate(rows)
    ]
    write(
        "annual-close",
        "P1: the yearly close against bare COPY",
        f"{people:,} evaluations of {YEAR}, Jakarta demo agency. Load of the whole demo (migrations included): "
        f"{world.load_seconds(state):.0f} s.",
        table(("Run", "Bare COPY out + in (s)", "close-year (s)", "Ratio", "Peak memory of the process (MB)"), cells),
        f"Median ratio **{ratios[len(ratios) // 2]:.2f}** (goal: at most 3). Bare: COPY of the year's evaluation rows, "
        "with the steps just written, out, and the same bytes into a table with the same columns, indexes and "
        "constraints. close-year: read, compute with every step kept, write, distribution patterns, event, closing of "
        "plans and periods.",
    )
    world.stop()


def _once() -> tuple[int, float, float, float]:
    from prestasi.performance.actions.close_year import close_year

    reopen()
    found: list[int] = []
    close = _timed(lambda: found.append(close_year(YEAR).read))
    bare = _timed(_bare)
    return found[0], bare, close, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def reopen() -> None:
    """Put the closed year back before its close, as only the owner of a benchmark's database may."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for name in GUARDED:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE performance_period SET state = 'open', closed_at = NULL WHERE kind = 'year' AND cycle_id IN "
            "(SELECT id FROM performance_cycle WHERE year = %s)",
            [YEAR],
        )
        cursor.execute("UPDATE performance_cycle SET state = 'open', closed_at = NULL WHERE year = %s", [YEAR])
        cursor.execute(
            "UPDATE performance_evaluation SET predicate = NULL, steps = NULL, ruleset = '', ruleset_hash = '' "
            "WHERE period_id IN (SELECT p.id FROM performance_period p JOIN performance_cycle c ON c.id = p.cycle_id "
            "WHERE c.year = %s AND p.kind = 'year')",
            [YEAR],
        )
        for name in GUARDED:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE performance_evaluation")


def _bare() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute("CREATE TABLE bare (LIKE performance_evaluation INCLUDING ALL)")
        out = io.BytesIO()
        select = (
            "COPY (SELECT e.* FROM performance_evaluation e JOIN performance_period p ON p.id = e.period_id "
            f"JOIN performance_cycle c ON c.id = p.cycle_id WHERE c.year = {YEAR} AND p.kind = 'year') TO STDOUT"
        )
        with cursor.copy(select) as copy:
            for block in copy:
                out.write(block)
        with cursor.copy("COPY bare FROM STDIN") as copy:
            copy.write(out.getvalue())
        cursor.execute("DROP TABLE bare")
