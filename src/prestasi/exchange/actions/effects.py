"""Statements that remember what they did: every row an import writes or changes leaves an `ImportEffect`."""

from __future__ import annotations

from typing import Any

from django.db import connection

_KEEP = 'INSERT INTO exchange_importeffect (batch_id, number, "table", row_id, before, after) '


def run(sql: str, batch_id: int, **params: Any) -> int:
    """Execute one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"batch": batch_id, **params})
        return cursor.rowcount


def insert(table: str, columns: str, select: str, batch_id: int, **params: Any) -> int:
    """INSERT … SELECT, each new row noted as created."""
    sql = f"""
      WITH made AS (INSERT INTO {table} ({columns}) {select} RETURNING *)
      {_KEEP} SELECT %(batch)s, 0, '{table}', made.id, NULL, md5(to_jsonb(made)::text) FROM made"""
    return run(sql, batch_id, **params)


def update(table: str, assign: str, joined: str, batch_id: int, **params: Any) -> int:
    """UPDATE of the rows `t` that `joined` (FROM … WHERE …) picks with a stage row `s`, noted as before and after."""
    sql = f"""
      WITH was AS MATERIALIZED (SELECT t.*, to_jsonb(t) AS kept, s.sheet_row AS told {joined} FOR UPDATE OF t),
      done AS (UPDATE {table} t SET {assign} FROM was, import_stage s
               WHERE t.id = was.id AND s.sheet_row = was.told RETURNING t.*)
      {_KEEP} SELECT %(batch)s, was.told, '{table}', done.id, was.kept, md5(to_jsonb(done)::text)
        FROM done JOIN was ON was.id = done.id"""
    return run(sql, batch_id, **params)
