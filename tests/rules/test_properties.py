"""What holds for every rule set: a row alone, in a batch, in a slice, in any order and lazily gives one figure."""

from itertools import product
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from narwhals.exceptions import ColumnNotFoundError

from prestasi_rules import RuleSet, Step, Text, compute, evaluate, get, rulesets
from prestasi_rules.rows import as_frame
from tests.rules.strategies import batch

ROWWISE = [ruleset_id for ruleset_id, ruleset in rulesets().items() if not ruleset.together]
few = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("ruleset_id", ROWWISE)
@few
@given(data=st.data())
def test_row_batch_slice_and_order_agree(ruleset_id: str, data: Any) -> None:
    ruleset = get(ruleset_id)
    rows = data.draw(batch(ruleset))
    order = data.draw(st.permutations(range(len(rows))))
    together = compute(rows, ruleset)
    assert [compute([row], ruleset)[0] for row in rows] == together
    assert compute(rows[1:], ruleset) == together[1:]
    assert compute([rows[index] for index in order], ruleset) == [together[index] for index in order]


@pytest.mark.parametrize("ruleset_id", rulesets())
@few
@given(data=st.data())
def test_lazy_and_streaming_agree_with_eager(ruleset_id: str, data: Any) -> None:
    ruleset = get(ruleset_id)
    frame = as_frame(data.draw(batch(ruleset)), ruleset)
    eager = evaluate(frame, ruleset)
    assert evaluate(frame.lazy(), ruleset).collect().equals(eager)
    assert evaluate(frame.lazy(), ruleset).collect(engine="streaming").equals(eager)


@pytest.mark.parametrize("ruleset_id", rulesets())
def test_each_step_declares_exactly_what_it_reads(ruleset_id: str) -> None:
    ruleset = get(ruleset_id)
    frame = evaluate(as_frame([], ruleset), ruleset)
    for step in ruleset.steps:
        assert _runs(frame, ruleset, step, step.inputs), f"{step.name} reads a column it does not declare"
        for spare in step.inputs:
            fewer = tuple(name for name in step.inputs if name != spare)
            assert not _runs(frame, ruleset, step, fewer), f"{step.name} declares {spare} but does not read it"


def _runs(frame: pl.DataFrame, ruleset: RuleSet, step: Step, columns: tuple[str, ...]) -> bool:
    """Whether the step can be built from these columns under every choice of readings."""
    table = nw.from_native(frame.select(*columns).lazy())
    try:
        for options in _choices(ruleset):
            table.with_columns(step.build(ruleset.parameters_under(options)).alias("result")).collect()
    except ColumnNotFoundError:
        return False
    return True


def _choices(ruleset: RuleSet) -> list[dict[str, str]]:
    names = [option.name for option in ruleset.options]
    return [dict(zip(names, choice, strict=True)) for choice in product(*(o.readings for o in ruleset.options))]


@pytest.mark.parametrize("ruleset_id", rulesets())
def test_each_step_has_article_label_and_sentence_in_both_languages(ruleset_id: str) -> None:
    ruleset = get(ruleset_id)
    assert all(ruleset.title) and ruleset.legal_basis and ruleset.outputs
    for step in ruleset.steps:
        assert step.basis and all(step.label) and all(step.sentence), step.name
    for column in (*ruleset.inputs, *ruleset.steps):
        assert all(column.label) and all(isinstance(text, Text) for text in column.codes.values()), column.name


@pytest.mark.parametrize("ruleset_id", rulesets())
def test_no_step_is_a_float(ruleset_id: str) -> None:
    frame = evaluate(as_frame([], get(ruleset_id)), get(ruleset_id))
    assert not any(dtype.is_float() for dtype in frame.schema.dtypes())
