"""P3: statements and time of every page with 1,000 staff and with a province."""

from __future__ import annotations

import os

from benchmarks import visiting, world
from benchmarks.page import table, write

SMALL = ("pages-1000", "--agency", "sleman", "--staff", "1000")
LARGE = ("close-jakarta", "--agency", "jakarta")
AIM, MOST = 8, 15


def main() -> None:
    """`BENCH_LARGE=100000` takes that many people in place of Jakarta's own number."""
    staff = os.environ.get("BENCH_LARGE", "")
    large = (f"pages-{staff}", "--agency", "jakarta", "--staff", staff) if staff else LARGE
    (few, before), (many, after) = _visit(*SMALL), _visit(*large)
    rows = []
    for a, b in zip(before, after, strict=True):
        ratio = b["ms"] / a["ms"]
        rows.append((a["name"], a["queries"], b["queries"], f"{a['ms']:.1f}", f"{b['ms']:.1f}", f"{ratio:.2f}"))
    over = [r[0] for r in rows if max(r[1], r[2]) > MOST]
    growing = [r[0] for r in rows if r[2] > r[1]]
    write(
        "pages",
        f"P3: every page with {few:,} and with {many:,} people",
        table(("Page", f"Statements, {few:,}", f"{many:,}", f"ms, {few:,}", f"{many:,}", "Ratio"), rows),
        "Statements and median time of one request in one process, database on the same machine, session and account "
        f"included. Goal: the number of statements does not grow and is at most {MOST} (aim {AIM}), time at most 1.3 "
        "times. Differences in statements down to fewer come from lists that are empty in one of the two agencies.",
        f"Over {MOST} statements: {', '.join(over) or 'none'}. More statements with more people: "
        f"{', '.join(growing) or 'none'}.",
    )


def _visit(name: str, *demo: str) -> tuple[int, list[dict[str, object]]]:
    state = world.prepare(name, *demo)
    found = visiting.read(str(state))
    world.stop()
    return found["people"], found["pages"]
