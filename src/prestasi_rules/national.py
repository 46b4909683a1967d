"""The national close: one Parquet file per agency in, one out, with progress and resumption.

An agency is done when its result and its receipt exist and the receipt names the same rule-set hash, readings, input.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from prestasi_rules.engine import evaluate
from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.frames import Engine, sink, spark_session
from prestasi_rules.ruleset import NO_OPTIONS, RuleSet


@dataclass
class CloseReport:
    """How many agencies were computed, skipped as already done, and refused (with the reason)."""

    ruleset: str
    hash: str
    computed: int = 0
    skipped: int = 0
    rows: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def close_partitions(
    source: Path,
    target: Path,
    ruleset: RuleSet,
    *,
    options: Mapping[str, str] = NO_OPTIONS,
    engine: Engine = "polars",
    master: str = "local[*]",
    progress: TextIO | None = None,
) -> CloseReport:
    """Evaluate every ``*.parquet`` below ``source`` into the same place below ``target``.

    Run again after an interruption: finished agencies are skipped. An agency with bad input is refused as a whole.
    """
    partitions = sorted(source.rglob("*.parquet"))
    if not partitions:
        raise RuleInputError([Problem(None, str(source), "tidak ada berkas Parquet")])
    report = CloseReport(ruleset.id, ruleset.hash)
    readings = ruleset.readings(options)
    with ExitStack() as stack:
        spark = stack.enter_context(spark_session(master)) if engine == "spark" else None
        for number, partition in enumerate(partitions, 1):
            name = partition.relative_to(source)
            _close_one(partition, target / name, ruleset, readings, engine, spark, report)
            _draw(progress, number, len(partitions), str(name))
    return report


def _close_one(
    partition: Path,
    result: Path,
    ruleset: RuleSet,
    readings: dict[str, str],
    engine: Engine,
    spark: Any,
    report: CloseReport,
) -> None:
    expected = {"ruleset": ruleset.id, "hash": ruleset.hash, "options": readings, "input": _digest(partition)}
    receipt = result.with_suffix(".json")
    if _is_done(result, receipt, expected):
        report.skipped += 1
        return
    result.parent.mkdir(parents=True, exist_ok=True)
    unfinished = result.with_name(f".{result.name}.unfinished")
    try:
        _evaluate(partition, unfinished, ruleset, readings, engine, spark)
    except RuleInputError as refusal:
        report.refused[str(partition)] = str(refusal)
        return
    rows = pl.scan_parquet(unfinished).select(pl.len()).collect().item()
    os.replace(unfinished, result)
    receipt.write_text(json.dumps(expected | {"rows": rows, "output": _digest(result)}, ensure_ascii=False))
    report.computed += 1
    report.rows += rows


def _is_done(result: Path, receipt: Path, expected: dict[str, Any]) -> bool:
    if not (result.exists() and receipt.exists()):
        return False
    found = json.loads(receipt.read_text())
    return all(found.get(name) == value for name, value in expected.items()) and found["output"] == _digest(result)


def _evaluate(
    partition: Path, unfinished: Path, ruleset: RuleSet, readings: dict[str, str], engine: Engine, spark: Any
) -> None:
    if spark is None:
        sink(evaluate(pl.scan_parquet(partition), ruleset, options=readings), unfinished, engine)
        return
    frame = evaluate(spark.read.parquet(str(partition)), ruleset, options=readings)
    pl.DataFrame(pl.from_arrow(frame.toArrow())).write_parquet(unfinished)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _draw(progress: TextIO | None, done: int, total: int, name: str) -> None:
    """A bar that redraws itself on a terminal and says each tenth elsewhere."""
    if progress is None:
        return
    filled = 30 * done // total
    line = f"[{'#' * filled}{'.' * (30 - filled)}] {done}/{total} {name}"
    if progress.isatty():
        progress.write(f"\r{line:<100}" + ("\n" if done == total else ""))
    elif done == total or 10 * done // total > 10 * (done - 1) // total:
        progress.write(f"{line}\n")
    progress.flush()
