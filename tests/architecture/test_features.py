"""The table of features names pages and tests that exist."""

from __future__ import annotations

import ast

import pytest

from config.env import PROJECT
from prestasi.docs.features_page import Feature, features

EVERY = tuple(features())


@pytest.mark.parametrize("feature", EVERY, ids=lambda feature: feature.number)
def test_the_tests_of_a_feature_exist(feature: Feature) -> None:
    assert feature.tests, "a feature without a test is not proven"
    assert {test for test in feature.tests if not _exists(test)} == set()


def _exists(test: str) -> bool:
    file, _is, name = test.partition("::")
    path = PROJECT / file
    if not path.is_file():
        return False
    named = {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}
    return not name or name.partition("[")[0] in named
