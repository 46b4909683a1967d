"""The reference pages: every rule set has one, in words, and each rule of the law is mapped or left out with reason."""

from pathlib import Path

import pytest

from prestasi_rules import get, rulesets
from prestasi_rules.coverage import coverage
from prestasi_rules.docs import main, page, pages
from prestasi_rules.examples import examples


@pytest.mark.parametrize("ruleset_id", rulesets())
def test_a_page_names_every_step_article_parameter_and_example(ruleset_id: str) -> None:
    ruleset, text = get(ruleset_id), page(get(ruleset_id))
    for step in ruleset.steps:
        assert f"(`{step.name}`)" in text and step.basis in text
    assert all(parameter.text_id in text for parameter in ruleset.parameters)
    assert all(example.id in text for example in examples(ruleset_id))
    assert all(doubt.id in text for doubt in ruleset.doubts)
    assert "{" not in text


def test_every_mapped_step_exists() -> None:
    assert len(coverage()) >= 20


def test_pages_are_written_once_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--check"]) == 1
    assert main([str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pages())
    assert main([str(tmp_path), "--check"]) == 0
