"""COPY into empty tables: foreign keys and indexes are set aside and built again, so that every row is checked at once.

All of it happens in the transaction of the caller: whoever kills the load leaves the database as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import polars as pl
from django.db import connections

CHUNK = 200_000

FOREIGN = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND (conrelid::regclass::text = ANY(%(tables)s) OR confrelid::regclass::text = ANY(%(tables)s))
ORDER BY 1, 2
"""
EXCLUSIONS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'x' AND conrelid::regclass::text = ANY(%(tables)s) ORDER BY 1, 2
"""
INDEXES = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid::regclass::text = ANY(%(tables)s)
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1, 2
"""
COLUMNS = """
SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = ANY(%(tables)s) AND data_type <> 'jsonb' GROUP BY 1 ORDER BY 1
"""
SEQUENCE = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), greatest((SELECT max(id) FROM {0}), 1))"


@dataclass(slots=True)
class Copier:
    """Writes frames into tables of one connection and keeps a hash over all it wrote."""

    using: str
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    counts: dict[str, int] = field(default_factory=dict)

    def write(self, table: str, frame: pl.DataFrame) -> None:
        """Append the rows; columns are named as in the database, nulls stay null, text stays text."""
        self.digest.update(f"{table}:{','.join(frame.columns)}\n".encode())
        columns = ", ".join(f'"{name}"' for name in frame.columns)
        statement = f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)"
        with connections[self.using].cursor() as cursor, cursor.copy(statement) as copy:
            for part in frame.iter_slices(CHUNK):
                text = _csv(part)
                self.digest.update(text)
                copy.write(text)
        self.counts[table] = self.counts.get(table, 0) + len(frame)


def _csv(part: pl.DataFrame) -> bytes:
    """Text is quoted, so that an empty text is not taken for null; moments are of the agency's zone."""
    text = part.write_csv(
        include_header=False, quote_style="non_numeric", null_value="", datetime_format="%Y-%m-%dT%H:%M:%S+07"
    )
    return text.encode()


@contextmanager
def set_aside(
    using: str, tables: list[str], lap: Callable[[str], None], tell: Callable[[str, float], None]
) -> Iterator[None]:
    """Without foreign keys, exclusions, secondary indexes and own triggers; all return, checked, at the end.

    `lap` is called with the name of each phase when it ends, `tell` with a label and the share done.
    """
    foreign = _rows(using, FOREIGN, tables)
    exclusions = _rows(using, EXCLUSIONS, tables)
    indexes = _rows(using, INDEXES, tables)
    _run(using, [f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, _ in foreign + exclusions])
    _run(using, [f"DROP INDEX {name}" for _, name, _ in indexes])
    _run(using, [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables])
    yield
    _run(using, [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables])
    _run(using, ["SET LOCAL maintenance_work_mem = '256MB'"])
    tell("Membangun indeks", 0.86)
    _run(using, [definition for _, _, definition in indexes])
    lap("indexes")
    tell("Memeriksa keterkaitan", 0.95)
    _run(using, [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {rule}' for table, name, rule in exclusions + foreign])
    lap("constraints")
    reset_sequences(using, tables)


def reset_sequences(using: str, tables: list[str]) -> None:
    """Let the next id follow the largest."""
    _run(using, [SEQUENCE.format(table) for table in tables])


def analyze(using: str, tables: list[str]) -> None:
    """Statistics for the planner, without the documents, which nobody searches by."""
    for table, columns in _rows(using, COLUMNS, tables):
        _run(using, [f"ANALYZE {table} ({columns})"])


def _rows(using: str, query: str, tables: list[str]) -> list[tuple[str, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(query, {"tables": tables})
        return list(cursor.fetchall())


def _run(using: str, statements: list[str]) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
