"""Every worked example of every rule set, as printed in its reference page."""

import pytest

from prestasi_rules import compute, explain, get, rulesets
from prestasi_rules.examples import Example, examples
from prestasi_rules.step import Language

EXAMPLES = [example for ruleset_id in rulesets() for example in examples(ruleset_id)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.ruleset}:{example.id}")
def test_worked_example(example: Example) -> None:
    results = compute(example.given, get(example.ruleset), options=example.options)
    for result, expected in zip(results, example.expect, strict=True):
        assert {name: result[name] for name in expected} == expected


@pytest.mark.parametrize("ruleset_id", rulesets())
def test_every_rule_set_has_examples(ruleset_id: str) -> None:
    assert examples(ruleset_id), f"examples/{ruleset_id}.toml is missing"


@pytest.mark.parametrize("ruleset_id", rulesets())
@pytest.mark.parametrize("lang", ["id", "en"])
def test_first_example_explains_itself(ruleset_id: str, lang: Language) -> None:
    example = examples(ruleset_id)[0]
    first, *beside = example.given
    explanation = explain(first, get(ruleset_id), lang, options=example.options, beside=beside)
    assert [node.name for node in explanation.nodes] == list(get(ruleset_id).outputs)
    assert "{" not in explanation.to_text()
