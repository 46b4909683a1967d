"""JSON rows: an array, one object, or one object a line; decimals stay exact in both directions."""

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from prestasi_rules.errors import Problem, RuleInputError

Row = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """The rows that came in and the shape that they had."""

    rows: list[Row]
    shape: str  # "array", "object" or "lines"

    def like_input(self, results: list[Any]) -> str:
        if self.shape == "object":
            return dumps(results[0])
        return dumps(results) if self.shape == "array" else "\n".join(dumps(row, indent=None) for row in results)


def read_rows(stream: TextIO) -> Rows:
    """All rows of a stream; a fault in the text is told with its line."""
    text = stream.read()
    if not text.strip():
        raise RuleInputError(
            [Problem(None, "stdin", "tidak ada masukan", "larik JSON, objek, atau satu objek per baris")]
        )
    try:
        whole = _loads(text)
    except json.JSONDecodeError as fault:
        return Rows(_lines(text, fault), "lines")
    return Rows([whole], "object") if isinstance(whole, dict) else Rows(_array(whole), "array")


def _array(whole: Any) -> list[Row]:
    if not isinstance(whole, list):
        raise RuleInputError([Problem(None, "stdin", "bukan larik atau objek JSON")])
    return whole


def _lines(text: str, fault: json.JSONDecodeError) -> list[Row]:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        raise RuleInputError(
            [Problem(None, "stdin", f"bukan JSON (baris teks {fault.lineno}: {fault.msg})")]
        ) from fault
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(_loads(line))
        except json.JSONDecodeError as broken:
            raise RuleInputError([Problem(number, "", f"bukan JSON: {broken.msg}")]) from broken
    return rows


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_unique)


def _refuse_constant(name: str) -> None:
    raise RuleInputError([Problem(None, "stdin", f"{name} bukan angka JSON")])


def _unique(pairs: list[tuple[str, Any]]) -> Row:
    names = [name for name, _ in pairs]
    if twice := {name for name in names if names.count(name) > 1}:
        raise RuleInputError([Problem(None, name, "kolom ditulis dua kali dalam satu objek") for name in sorted(twice)])
    return dict(pairs)


def dumps(value: Any, indent: int | None = 2) -> str:
    """JSON text. Decimals are printed with all their digits, dates as ``YYYY-MM-DD``."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_marked)
    return MARKED_NUMBER.sub(r"\1", text)


MARKED_NUMBER = re.compile(r'"\\u0000(-?[0-9.]+)\\u0000"')


def _marked(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"\0{value:f}\0"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not a JSON value")
