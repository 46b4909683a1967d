"""One run of P2 in a process of its own: Parquet in, both rule sets, Parquet out; prints seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl

from prestasi_rules import evaluate, get
from prestasi_rules.frames import spark_session

RULESETS = ("performance-2022", "credit-2023")


def computed(frame: Any) -> Any:
    """The predicate of each person, and from it the credit points."""
    for ruleset_id in RULESETS:
        frame = evaluate(frame, get(ruleset_id))
    return frame


def eager(source: Path, target: Path) -> float:
    started = time.perf_counter()
    computed(pl.read_parquet(source)).write_parquet(target)
    return time.perf_counter() - started


def streaming(source: Path, target: Path) -> float:
    started = time.perf_counter()
    computed(pl.scan_parquet(source)).sink_parquet(target, engine="streaming")
    return time.perf_counter() - started


def spark(source: Path, target: Path, master: str) -> float:
    with spark_session(master) as session:
        session.range(1).count()  # the executors are up before the clock starts
        started = time.perf_counter()
        computed(session.read.parquet(str(source))).write.parquet(str(target))
        return time.perf_counter() - started


def main(engine: str, source: str, target: str, *master: str) -> None:
    runs = {"eager": eager, "streaming": streaming, "spark": spark}
    seconds = runs[engine](Path(source), Path(target), *master)  # type: ignore[operator]
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
