"""Parquet in and out on any engine. Frames hold scaled integers; a file appears whole or not at all."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args

import polars as pl

from prestasi_rules.engine import evaluate
from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.ruleset import NO_OPTIONS, RuleSet

Engine = Literal["polars", "polars-streaming", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


def evaluate_files(
    source: Path,
    target: Path,
    ruleset: RuleSet,
    *,
    options: Mapping[str, str] = NO_OPTIONS,
    engine: Engine = "polars",
    master: str = "local[*]",
) -> None:
    """Evaluate a Parquet file, or all those of a folder, into ``target`` (Spark writes a folder of parts).

    Raises ``RuleInputError`` for a missing source, an existing target, a wrong schema or an illegal value.
    """
    if not source.exists():
        raise RuleInputError([Problem(None, str(source), "berkas tidak ada")])
    if target.exists():
        raise RuleInputError([Problem(None, str(target), "sudah ada; pilih nama lain")])
    beside = target.with_name(f".{target.name}.unfinished")
    beside.parent.mkdir(parents=True, exist_ok=True)
    if engine == "spark":
        with spark_session(master) as spark:
            frame = evaluate(spark.read.parquet(str(source)), ruleset, options=options)
            frame.write.mode("overwrite").parquet(str(beside))
    else:
        frame = evaluate(pl.scan_parquet(_pattern(source)), ruleset, options=options)
        sink(frame, beside, engine)
    os.replace(beside, target)


def sink(frame: pl.LazyFrame, target: Path, engine: Engine) -> None:
    """Write a lazy frame: in memory, or streaming in small memory."""
    if engine == "polars-streaming":
        frame.sink_parquet(target, engine="streaming")
    else:
        frame.collect().write_parquet(target)


def _pattern(source: Path) -> str:
    return str(source / "**" / "*.parquet") if source.is_dir() else str(source)


@contextmanager
def spark_session(master: str) -> Iterator[Any]:
    """A Spark session bound to this machine, without its web page."""
    try:
        builder = import_module("pyspark.sql").SparkSession.builder
    except ImportError as error:
        raise RuleInputError([Problem(None, "--engine", "Spark belum terpasang (ekstra 'spark')")]) from error
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        builder.master(master)
        .appName("prestasi-rules")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "true")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()
