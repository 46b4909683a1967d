"""Writing tables for people's spreadsheets: text stays text, formulas never run, memory stays small."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import xlsxwriter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def neutral(value: Any) -> str:
    """Text that no spreadsheet takes for a formula: a risky first character gets an apostrophe before it."""
    text = value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """RFC 4180 with semicolons and a byte-order mark, as an Indonesian Excel reads it without questions."""
    yield BOM + _line(heads)
    for row in rows:
        yield _line(row)


def _line(values: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([neutral(v) for v in values])
    return out.getvalue()


def xlsx_file(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], notes: Sequence[str] = ()) -> IO[bytes]:
    """A temporary XLSX file, rewound. Every cell is a text cell, so long numbers keep all digits."""
    handle = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - handed over open
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(handle, options) as book:
        strong, plain = book.add_format({"bold": True, "num_format": "@"}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title[:31])
        sheet.set_column(0, len(heads) - 1, 22, plain)
        sheet.freeze_panes(1, 0)
        _write(sheet, 0, heads, strong)
        for number, row in enumerate(rows, 1):
            _write(sheet, number, row, plain)
        if notes:
            _notes(book, notes)
    handle.seek(0)
    return handle


def _write(sheet: Any, number: int, row: Sequence[Any], style: Any) -> None:
    for column, value in enumerate(row):
        sheet.write_string(number, column, neutral(value)[:32_767], style)


def _notes(book: Any, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet("Keterangan")
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(notes):
        sheet.write_string(number, 0, line)
