"""The same rules file on Apache Spark: every worked example gives the figures of Polars, row by row."""

from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from prestasi_rules import evaluate, get, rulesets
from prestasi_rules.examples import examples
from prestasi_rules.rows import as_frame

pytest.importorskip("pyspark", reason="Spark is an extra: pip install 'prestasi[spark]'")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from prestasi_rules.frames import spark_session

    with spark_session("local[1]") as session:
        session.conf.set("spark.sql.shuffle.partitions", "1")
        yield session


@pytest.mark.slow
@pytest.mark.parametrize("ruleset_id", rulesets())
def test_spark_agrees_with_polars(ruleset_id: str, spark: Any) -> None:
    ruleset = get(ruleset_id)
    for options in {tuple(example.options.items()) for example in examples(ruleset_id)}:
        rows = [
            row
            for example in examples(ruleset_id)
            if tuple(example.options.items()) == options
            for row in example.given
        ]
        frame = as_frame(rows, ruleset).with_row_index("row").cast({"row": pl.Int64})
        on_polars = evaluate(frame, ruleset, options=dict(options))
        on_spark = evaluate(spark.createDataFrame(frame.to_arrow()), ruleset, options=dict(options)).toArrow()
        assert pl.DataFrame(pl.from_arrow(on_spark)).sort("row").equals(on_polars)
