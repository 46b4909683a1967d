"""Where each feature of the list is used and which test holds it, from `docs/evidence/features.d`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from config.env import PROJECT
from prestasi.docs.markdown import table

FOLDER = PROJECT / "docs" / "evidence" / "features.d"


@dataclass(frozen=True, slots=True)
class Feature:
    """`tests` are `file::function`; `note` says what is missing or what to know."""

    number: str
    where: str
    tests: tuple[str, ...]
    note: str = ""


def features() -> Iterator[Feature]:
    """Every row of every file, by number. A number that stands in two files comes twice."""
    rows = [row for file in sorted(FOLDER.glob("*.toml")) for row in tomllib.loads(file.read_text())["row"].items()]
    for number, row in sorted(rows, key=lambda pair: _order(pair[0])):
        tests = row.get("test", "")
        listed = tests if isinstance(tests, list) else re.split(r"[;,\s]+", tests)
        yield Feature(number, row["where"], tuple(test for test in listed if test), row.get("note", ""))


def _order(number: str) -> tuple[int, float, str]:
    """Figures first, by value; then letters."""
    return (0, float(number), "") if re.fullmatch(r"\d+\.\d+", number) else (1, 0, number)


def pages() -> dict[str, str]:
    rows = [(f.number, f.where, "<br>".join(f"`{test}`" for test in f.tests), f.note) for f in features()]
    text = (
        "# Features and their tests\n\nThe numbers are those of the feature list. *Known* says what is missing or "
        "what to know; a row without it is whole.\n\n"
    )
    return {"docs/evidence/features.md": text + table(("Feature", "Where", "Test", "Known"), rows)}
