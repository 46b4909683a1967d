"""Writing tables for people's spreadsheets: numbers stay numbers, formulas never run, memory stays small."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
EXACT_DIGITS = 15  # a spreadsheet keeps no more of a number
MOST_CHARACTERS = 32_767
FORMATS = {"text": "@", "whole": "#,##0", "part": "#,##0.####", "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}


def neutral(value: Any) -> str:
    """Text that no spreadsheet takes for a formula: a risky first character gets an apostrophe before it."""
    text = value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """RFC 4180 with semicolons, decimal commas and a byte-order mark, as an Indonesian Excel reads it."""
    yield BOM + _line(heads)
    for row in rows:
        yield _line(row)


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """The same lines as a temporary file, rewound."""
    handle = tempfile.TemporaryFile(suffix=".csv")  # noqa: SIM115 - handed over open
    for line in csv_lines(heads, rows):
        handle.write(line.encode())
    handle.seek(0)
    return handle


def _line(values: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([_plain(v) for v in values])
    return out.getvalue()


def _plain(value: Any) -> str:
    """A cell of a CSV file: only real numbers may begin with a sign."""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, int | float | Decimal):
        return str(trimmed(value)).replace(".", ",")
    if isinstance(value, dt.datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    return neutral(value)


def yes_no(value: bool) -> str:
    return _("Ya") if value else _("Tidak")


def trimmed(value: float | Decimal) -> float | Decimal:
    """A decimal without the zeros that the database's scale adds: 89.4000 -> 89.4."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def local(moment: dt.datetime) -> dt.datetime:
    """The clock on the agency's wall, without a zone: spreadsheets know none."""
    return timezone.localtime(moment).replace(tzinfo=None) if moment.tzinfo else moment


def xlsx_file(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], notes: Sequence[str] = ()) -> IO[bytes]:
    """A temporary XLSX file, rewound. Identity numbers come as text, so long numbers keep all digits."""
    handle = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - handed over open
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(handle, options) as book:
        styles = {name: book.add_format({"num_format": pattern}) for name, pattern in FORMATS.items()}
        strong = book.add_format({"bold": True, "num_format": "@"})
        sheet = book.add_worksheet(title.translate(NOT_IN_A_TITLE)[:31])
        sheet.set_column(0, len(heads) - 1, 22, styles["text"])
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, neutral(head), strong)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, styles)
        if notes:
            _notes(book, notes)
    handle.seek(0)
    return handle


NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def _write(sheet: Any, row: int, column: int, value: Any, styles: dict[str, Any]) -> None:
    """One cell in its own kind; what a spreadsheet cannot hold exactly is written as text."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, yes_no(value), styles["text"])
    elif isinstance(value, int | float | Decimal) and is_exact(value):
        part = "whole" if value == int(value) else "part"
        sheet.write_number(row, column, float(value), styles[part])
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, local(value), styles["moment"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), styles["date"])
    else:
        sheet.write_string(row, column, neutral(value)[:MOST_CHARACTERS], styles["text"])


def is_exact(value: float | Decimal) -> bool:
    """Whether a spreadsheet can hold this number without changing a digit."""
    number = Decimal(str(value))
    return number.is_finite() and len(number.as_tuple().digits) <= EXACT_DIGITS


def _notes(book: Any, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(_("Keterangan"))
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(notes):
        sheet.write_string(number, 0, neutral(line))
