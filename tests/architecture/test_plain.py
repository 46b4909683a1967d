"""What never stands in the project's files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source import texts

HERE = "tests/architecture/test_plain.py"
# Promises to come back, addresses of one machine, and registries that only one place has.
NEVER = {
    "unfinished": re.compile(r"\b(?:TODO|FIXME|HACK)\b"),
    "machine path": re.compile(r"(?<![\w.}$/-])/(?:root|work|Users)/\w|(?<![\w.}$/-])/home/(?!prestasi)\w"),
    "registry": re.compile(r"https?://[\w.-]*(?:artifactory|nexus|jfrog|pypi\.\w+\.internal|registry\.\w+\.internal)"),
    "placeholder": re.compile(r"\blorem ipsum\b", re.IGNORECASE),
}
INLINE = re.compile(r"""<[^>%{]*\s(?:style|on[a-z]+)=["']|<style\b|<script(?![^>]*\bsrc=)(?![^>]*application/json)""")
TEMPLATES = {path: text for path, text in texts().items() if path.suffix == ".html" and path.is_relative_to("src")}


@pytest.mark.parametrize("what", NEVER)
def test_no_file_holds(what: str) -> None:
    found = {str(path) for path, text in texts().items() if str(path) != HERE and NEVER[what].search(text)}
    assert found == set()


def test_no_template_carries_script_or_style() -> None:
    assert {str(path): INLINE.findall(text) for path, text in TEMPLATES.items() if INLINE.search(text)} == {}


def test_no_template_asks_the_database() -> None:
    asks = re.compile(r"\.(?:objects|all|exclude)\b")
    assert {str(path) for path, text in TEMPLATES.items() if asks.search(_tags(text))} == set()


def _tags(text: str) -> str:
    """Only what Django evaluates."""
    return "\n".join(re.findall(r"{[{%].*?[}%]}", text))


def test_the_tree_is_the_one_described() -> None:
    apps = {path.parts[2] for path in texts() if path.is_relative_to(Path("src/prestasi")) and len(path.parts) > 3}
    assert {"core", "audit", "accounts", "notices", "organization", "people", "performance", "insight", "ui"} <= apps
