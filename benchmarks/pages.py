"""P3: statements and time of every page at 1,000 and at 100,000 staff."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from benchmarks import world
from benchmarks.page import table, write

SMALL, LARGE = "1000", os.environ.get("BENCH_LARGE", "100000")
AIM, MOST = 8, 15


def main() -> None:
    small, large = _visit(SMALL), _visit(LARGE)
    rows = []
    for a, b in zip(small, large, strict=True):
        ratio = b["ms"] / a["ms"]
        rows.append((a["name"], a["queries"], b["queries"], f"{a['ms']:.1f}", f"{b['ms']:.1f}", f"{ratio:.2f}"))
    over = [r[0] for r in rows if max(r[1], r[2]) > MOST]
    growing = [r[0] for r in rows if r[1] != r[2]]
    write(
        "pages",
        f"P3: every page at {int(SMALL):,} and at {int(LARGE):,} staff",
        table(("Page", f"Statements at {SMALL}", f"at {LARGE}", f"ms at {SMALL}", f"ms at {LARGE}", "Ratio"), rows),
        "Statements and median time of one request in one process, database on the same machine. Goal: the same number "
        f"of statements, at most {MOST} (aim {AIM}), time at most 1.3 times.",
        f"Over {MOST} statements: {', '.join(over) or 'none'}. Different number of statements: "
        f"{', '.join(growing) or 'none'}.",
    )


def _visit(staff: str) -> list[dict[str, object]]:
    state = world.prepare(
        f"pages-{staff}", "--agency", "jakarta" if int(staff) > 20_000 else "sleman", "--staff", staff
    )
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.visiting", str(state)], check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": "src"}, cwd=world.PROJECT,
    )  # fmt: skip
    world.stop()
    return json.loads(done.stdout.strip().splitlines()[-1])
