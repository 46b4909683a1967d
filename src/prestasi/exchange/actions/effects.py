"""Statements that remember what they did: every row an import writes or changes is noted in an `ImportEffect`."""

from __future__ import annotations

from typing import Any

from django.db import connection

PER_NOTE = 1_000
PRINT = "hashtextextended({row}::text, 0)"
_KEEP = 'INSERT INTO exchange_importeffect (batch_id, "table", row_ids, prints, before) '


def run(sql: str, batch_id: int, **params: Any) -> int:
    """Execute one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"batch": batch_id, **params})
        return cursor.rowcount


def check_references() -> None:
    """Check all deferred references now.

    The database keeps one plan for each reference, made while the tables were small, and would read whole tables for
    every one of many thousand rows, so it plans anew here, by index.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS; SET LOCAL enable_seqscan = off; SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def insert(table: str, columns: str, select: str, batch_id: int, **params: Any) -> None:
    """INSERT … SELECT, the new rows noted as created."""
    sql = f"""
      WITH made AS (INSERT INTO {table} ({columns}) {select} RETURNING *),
      told AS (SELECT id, {PRINT.format(row="made")} AS print, row_number() OVER () / {PER_NOTE} AS part FROM made)
      {_KEEP} SELECT %(batch)s, '{table}', array_agg(id), array_agg(print), NULL FROM told GROUP BY part"""
    run(sql, batch_id, **params)


def update(table: str, assign: str, joined: str, batch_id: int, **params: Any) -> None:
    """UPDATE of the rows `t` that `joined` (FROM … WHERE …) picks with a stage row `s`, noted as before and after."""
    sql = f"""
      WITH was AS MATERIALIZED (SELECT t.id, to_jsonb(t) AS kept, s.sheet_row {joined} FOR UPDATE OF t),
      done AS (UPDATE {table} t SET {assign} FROM was, import_stage s
               WHERE t.id = was.id AND s.sheet_row = was.sheet_row RETURNING t.*),
      told AS (SELECT was.id, was.kept, {PRINT.format(row="done")} AS print, row_number() OVER () / {PER_NOTE} AS part
                 FROM done JOIN was ON was.id = done.id)
      {_KEEP} SELECT %(batch)s, '{table}', array_agg(id), array_agg(print), jsonb_agg(kept) FROM told GROUP BY part"""
    run(sql, batch_id, **params)


def count_changed(table: str, batch_id: int) -> int:
    """How many of the batch's rows in this table are gone or differ from what the batch left."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FROM exchange_importeffect e CROSS JOIN unnest(e.row_ids, e.prints) AS n(id, print)
                  LEFT JOIN {table} t ON t.id = n.id
                 WHERE e.batch_id = %s AND e."table" = %s AND (t.id IS NULL OR {PRINT.format(row="t")} <> n.print)""",
            [batch_id, table],
        )
        return int(cursor.fetchone()[0])


def delete_created(table: str, batch_id: int) -> None:
    """Take away what the batch created."""
    run(
        f"""DELETE FROM {table} t USING exchange_importeffect e CROSS JOIN unnest(e.row_ids) AS n(id)
             WHERE e.batch_id = %(batch)s AND e."table" = %(table)s AND e.before IS NULL AND t.id = n.id""",
        batch_id, table=table,
    )  # fmt: skip


def restore_changed(table: str, batch_id: int) -> None:
    """Put back every column of what the batch changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id'", [table]
        )
        columns = [f'"{row[0]}"' for row in cursor.fetchall()]
    run(
        f"""UPDATE {table} t SET ({", ".join(columns)}) = (SELECT {", ".join("b." + c for c in columns)})
              FROM exchange_importeffect e CROSS JOIN jsonb_array_elements(e.before) AS kept
             CROSS JOIN jsonb_populate_record(NULL::{table}, kept) AS b
             WHERE e.batch_id = %(batch)s AND e."table" = %(table)s AND e.before IS NOT NULL AND b.id = t.id""",
        batch_id, table=table,
    )  # fmt: skip
