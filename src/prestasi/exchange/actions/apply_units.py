"""Writing a checked sheet of units: new units with their place, new names of known ones."""

from __future__ import annotations

from prestasi.exchange.actions.effects import insert, run, update

_STAGE = """
  CREATE TEMP TABLE import_stage ON COMMIT DROP AS
  SELECT r.number AS sheet_row, r.status, v.code, v.name, coalesce(v.kind, 'unit') AS kind, v.parent, v.since,
         coalesce(v.decree, %(source)s) AS source, v.unit_id, v.unit_id IS NULL AS is_new, NULL::bigint AS parent_id,
         NULL::text AS path
    FROM exchange_importrow r,
         jsonb_to_record(r."values")
           AS v(code text, name text, kind text, parent text, since date, decree text, unit_id bigint)
   WHERE r.batch_id = %(batch)s AND r.status IN ('new', 'changed', 'suspicious')"""

# Parents stand above their children in the sheet, so one pass from the top gives every path.
_PATHS = """
  WITH RECURSIVE shape(unit_id, code, path) AS (
    SELECT v.unit_id, lower(u.code), v.path::text
      FROM organization_unitversion v JOIN organization_unit u ON u.id = v.unit_id
     WHERE v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to > %(day)s)
    UNION
    SELECT s.unit_id, s.code, s.unit_id || '.' FROM import_stage s WHERE s.is_new AND s.parent IS NULL
    UNION
    SELECT s.unit_id, s.code, shape.path || s.unit_id || '.'
      FROM shape JOIN import_stage s ON s.is_new AND s.parent = shape.code
  )
  UPDATE import_stage s SET path = shape.path, parent_id = above.unit_id
    FROM shape LEFT JOIN shape above ON above.path = regexp_replace(shape.path, '[0-9]+\\.$', '')
   WHERE s.is_new AND shape.unit_id = s.unit_id"""


def apply_units(batch_id: int, source: str, day: object) -> None:
    """Write the batch, noting every row. In a transaction."""
    run(_STAGE, batch_id, source=source)
    run(
        "UPDATE import_stage SET unit_id = nextval(pg_get_serial_sequence('organization_unit', 'id')) WHERE is_new",
        batch_id,
    )
    insert("organization_unit", "id, code", "SELECT unit_id, code FROM import_stage WHERE is_new", batch_id)
    run(_PATHS, batch_id, day=day)
    held = """FROM organization_unitversion t JOIN import_stage s ON s.unit_id = t.unit_id AND NOT s.is_new
              WHERE t.valid_from < s.since AND (t.valid_to IS NULL OR t.valid_to > s.since)"""
    renamed = """
      SELECT s.unit_id, t.parent_id, s.name, CASE WHEN s.kind = 'unit' THEN t.kind ELSE s.kind END, t.path, 'sure',
             s.since, s.source
        FROM import_stage s JOIN organization_unitversion t ON t.unit_id = s.unit_id AND t.valid_to = s.since
       WHERE NOT s.is_new"""
    columns = "unit_id, parent_id, name, kind, path, confidence, valid_from, source"
    update("organization_unitversion", "valid_to = s.since", held, batch_id)
    insert("organization_unitversion", columns, renamed, batch_id)
    insert(
        "organization_unitversion", columns,
        "SELECT unit_id, parent_id, name, kind, path, 'sure', since, source FROM import_stage WHERE is_new", batch_id,
    )  # fmt: skip
