"""Worked examples as data, one TOML file per rule set: the tests compute them, the reference pages print them.

A file has ``[[example]]`` tables with ``id``, ``given`` (natural units), ``expect``, maybe ``text`` and ``options``,
and one ``[defaults]`` table for fields that an example does not name. The word ``null`` stands for an empty value.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: rows in, and of each row the columns that must come out."""

    id: str
    ruleset: str
    text: str
    options: dict[str, str]
    given: tuple[Row, ...]
    expect: tuple[Row, ...]


@cache
def examples(ruleset_id: str) -> tuple[Example, ...]:
    """The worked examples of a rule set, in order; none when it has no file."""
    for file in _files(resources.files(__package__)):
        if file.name == f"{ruleset_id}.toml":
            table = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
            defaults = _row(table.get("defaults", {}))
            return tuple(_example(ruleset_id, entry, defaults) for entry in table["example"])
    return ()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def _example(ruleset_id: str, entry: Row, defaults: Row) -> Example:
    return Example(
        id=entry["id"],
        ruleset=ruleset_id,
        text=entry.get("text", ""),
        options=entry.get("options", {}),
        given=tuple(defaults | _row(row) for row in _rows(entry["given"])),
        expect=tuple(_row(row) for row in _rows(entry["expect"])),
    )


def _rows(value: Row | list[Row]) -> list[Row]:
    return value if isinstance(value, list) else [value]


def _row(table: Row) -> Row:
    return {name: None if value == "null" else value for name, value in table.items()}
