"""The process that opens strangers' files. Run as `python -m prestasi.exchange.reading.child KIND PATH [COLUMNS]`.

It limits itself to 512 MB and 20 s of CPU before anything is opened, and prints one JSON array per row: the row's
number as the spreadsheet shows it, then its cells as text. A number that a spreadsheet cannot hold exactly is marked
with LOST in front, because digits are gone for ever. It imports neither Django nor settings.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
LOST = "\u0002"
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELL = 2_000
EXACT = 10**15


def confine() -> None:
    """No more memory or time than a large sheet needs, no files written, no further processes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cell_text(value: Any) -> str:
    """One cell as text: whole numbers without a point, dates as YYYY-MM-DD."""
    if isinstance(value, str):
        return value[:MOST_CELL]
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, (int, float)):
        if abs(value) >= EXACT:
            return f"{LOST}{value:.6G}"
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else ""


def workbook_rows(path: str) -> Iterator[tuple[int, list[Any]]]:
    """Rows of the first sheet that has any, with their numbers."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height:
            yield from enumerate(sheet.iter_rows(), 1)
            return


def csv_rows(path: str) -> Iterator[tuple[int, list[Any]]]:
    from prestasi.exchange.reading.text import delimiter_of, encoding_of

    encoding = encoding_of(Path(path))
    csv.field_size_limit(1_000_000)
    with open(path, encoding=encoding, errors="replace", newline="") as handle:
        lines = (line.replace("\x00", "") for line in handle)
        reader = csv.reader(lines, delimiter=delimiter_of(Path(path), encoding))
        for row in reader:
            if reader.line_num == 1 and row and row[0].lower().startswith("sep="):
                continue
            yield reader.line_num, row


READERS: dict[str, Callable[[str], Iterator[tuple[int, list[Any]]]]] = {
    "xlsx": workbook_rows,
    "ods": workbook_rows,
    "csv": csv_rows,
}


def write(rows: Iterable[tuple[int, list[Any]]], columns: list[int] | None) -> None:
    out = sys.stdout
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for number, row in rows:
        if number > MOST_ROWS:
            raise OverflowError(f"more than {MOST_ROWS} rows")
        picked = row[:MOST_COLUMNS] if columns is None else [row[i] if i < len(row) else "" for i in columns]
        cells = [cell_text(cell) for cell in picked]
        if any(cells):
            out.write(dump([number, *cells]))
            out.write("\n")
    out.flush()


def main(argv: list[str]) -> int:
    kind, path, *rest = argv
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    confine()
    columns = [int(i) for i in rest[0].split(",")] if rest else None
    try:
        write(READERS[kind](path), columns)
    except BrokenPipeError:
        return 0
    except OverflowError:
        return 3
    except MemoryError:
        return 4
    except Exception as error:
        print(f"{type(error).__name__}: {error}"[:300], file=sys.stderr)
        return 5
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout = None
    sys.exit(code)
