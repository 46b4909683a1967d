"""Small functions and files: a thing that outgrows these figures usually hides two things."""

from __future__ import annotations

from statistics import median

import pytest

from tests.architecture.source import functions, texts

MEDIAN, NINE_OF_TEN = 7, 20
LONGEST_FILE = 380
LONGEST_TEMPLATE = 7_000  # characters: lines alone would only make them wide


@pytest.mark.parametrize("root", ["src/prestasi", "src/prestasi_rules", "src/config", "tests"])
def test_functions_are_short(root: str) -> None:
    sizes = sorted(lines for _name, lines in functions(root))
    assert median(sizes) <= MEDIAN
    assert sizes[len(sizes) * 9 // 10] <= NINE_OF_TEN


def test_a_view_parses_calls_and_answers() -> None:
    sizes = {name: lines for name, lines in functions("src/prestasi") if "/views/" in name}
    assert {name: lines for name, lines in sizes.items() if lines > 20} == {}
    assert sorted(sizes.values())[len(sizes) * 9 // 10] <= 15


def test_a_file_tells_one_story() -> None:
    sizes = {str(path): text.count("\n") for path, text in texts().items() if path.suffix == ".py"}
    assert {path: lines for path, lines in sizes.items() if lines > LONGEST_FILE} == {}
    assert median(sizes.values()) <= 100


def test_templates_stay_short() -> None:
    pages = {str(path): text for path, text in texts().items() if path.suffix == ".html"}
    assert {path for path, text in pages.items() if text.count("\n") > 40} == set()
    assert {path for path, text in pages.items() if len(text) > LONGEST_TEMPLATE} == set()
