"""Writing a checked sheet of staff: a few set-based statements, whatever the number of rows."""

from __future__ import annotations

from prestasi.exchange.actions.effects import insert, run, update

_TYPES = """
  number text, number_kind text, name text, title_before text, title_after text, sex text, born_on date,
  employment text, joined_on date, email text, rank jsonb, rank_since date, unit_id bigint, position text,
  position_id bigint, position_kind text, job_class int, is_head text, since date, decree text, superior text,
  superior_id bigint, superior_removed boolean, education text, education_field text, graduated_in int, person_id bigint
"""

_STAGE = f"""
  CREATE TEMP TABLE import_stage ON COMMIT DROP AS
  SELECT r.number AS sheet_row, r.status, r.changes, v.*, v.person_id IS NULL AS is_new
    FROM exchange_importrow r, jsonb_to_record(r."values") AS v({_TYPES})
   WHERE r.batch_id = %(batch)s AND r.status IN ('new', 'changed', 'suspicious')"""

_PEOPLE = """
  SELECT person_id, name, coalesce(title_before, ''), coalesce(title_after, ''), sex, born_on, employment, joined_on,
         coalesce(email, ''), '', 1
    FROM import_stage WHERE is_new"""

_PERSON_CHANGE = """
  name = coalesce(s.name, t.name), title_before = coalesce(s.title_before, t.title_before),
  title_after = coalesce(s.title_after, t.title_after), sex = coalesce(s.sex, t.sex),
  born_on = coalesce(s.born_on, t.born_on), employment = coalesce(s.employment, t.employment),
  joined_on = coalesce(s.joined_on, t.joined_on), email = coalesce(s.email, t.email), version = t.version + 1"""

_PERSON_KEYS = "ARRAY['name', 'title_before', 'title_after', 'sex', 'born_on', 'employment', 'joined_on', 'email']"

_POSTS = """
  SELECT DISTINCT ON (unit_id, lower(position))
         'imp-' || %(batch)s || '-' || sheet_row, unit_id, position, coalesce(position_kind, 'pelaksana'), '', '',
         job_class, coalesce(is_head, '') = '1', least(32000, count(*) OVER (PARTITION BY unit_id, lower(position))),
         since, %(source)s
    FROM import_stage WHERE unit_id IS NOT NULL AND position_id IS NULL AND (is_new OR changes ? 'post')
   ORDER BY unit_id, lower(position), since, sheet_row"""

_NEW_POST = "(s.is_new OR s.changes ? 'post') AND s.position_id IS NOT NULL"
_NEW_LINE = "(s.is_new OR s.changes ? 'superior')"


def apply_staff(batch_id: int, source: str) -> None:
    """Write persons, numbers, posts, ranks, lines and education of the batch, noting every row. In a transaction."""
    run(_STAGE, batch_id)
    run("CREATE INDEX ON import_stage (number)", batch_id)
    _persons(batch_id, source)
    _posts(batch_id, source)
    _ranks(batch_id, source)
    _lines(batch_id, source)
    _education(batch_id, source)


def _persons(batch_id: int, source: str) -> None:
    run(
        "UPDATE import_stage SET person_id = nextval(pg_get_serial_sequence('people_person', 'id')) WHERE is_new",
        batch_id,
    )
    run("ANALYZE import_stage", batch_id)
    columns = "id, name, title_before, title_after, sex, born_on, employment, joined_on, email, left_reason, version"
    insert("people_person", columns, _PEOPLE, batch_id)
    insert(
        "people_identitynumber", "person_id, kind, number, valid_from, source",
        "SELECT person_id, coalesce(number_kind, 'nip'), number, joined_on, %(source)s FROM import_stage WHERE is_new",
        batch_id, source=source,
    )  # fmt: skip
    changed = f"""FROM people_person t JOIN import_stage s ON s.person_id = t.id AND NOT s.is_new
                  WHERE s.changes ?| {_PERSON_KEYS}"""
    update("people_person", _PERSON_CHANGE, changed, batch_id)


def _posts(batch_id: int, source: str) -> None:
    columns = "code, unit_id, title, kind, jf_level, echelon, job_class, is_head, seats, valid_from, source"
    insert("organization_position", columns, _POSTS, batch_id, source=source)
    run(
        """UPDATE import_stage s SET position_id = p.id FROM organization_position p, exchange_importeffect e
            WHERE e.batch_id = %(batch)s AND e."table" = 'organization_position' AND p.id = ANY(e.row_ids)
              AND s.position_id IS NULL AND s.unit_id = p.unit_id AND lower(s.position) = lower(p.title)""",
        batch_id,
    )
    held = f"""FROM people_assignment t JOIN import_stage s ON s.person_id = t.person_id AND NOT s.is_new
               WHERE {_NEW_POST} AND t.kind = 'definitive' AND t.valid_from < s.since
                 AND (t.valid_to IS NULL OR t.valid_to > s.since)"""
    update("people_assignment", "valid_to = s.since", held, batch_id)
    insert(
        "people_assignment", "person_id, position_id, unit_id, kind, decree, valid_from, source",
        f"""SELECT person_id, position_id, unit_id, 'definitive', coalesce(decree, ''), since, %(source)s
              FROM import_stage s WHERE {_NEW_POST}""",
        batch_id, source=source,
    )  # fmt: skip


def _ranks(batch_id: int, source: str) -> None:
    told = "s.rank IS NOT NULL AND (s.is_new OR s.changes ? 'rank')"
    held = f"""FROM people_rankrecord t JOIN import_stage s ON s.person_id = t.person_id AND {told} AND NOT s.is_new
               WHERE t.valid_from < s.rank_since AND (t.valid_to IS NULL OR t.valid_to > s.rank_since)"""
    update("people_rankrecord", "valid_to = s.rank_since", held, batch_id)
    insert(
        "people_rankrecord", "person_id, scale, rank, decree, valid_from, source",
        f"""SELECT person_id, rank->>0, (rank->>1)::int, '', coalesce(rank_since, since), %(source)s
              FROM import_stage s WHERE {told}""",
        batch_id, source=source,
    )  # fmt: skip


def _lines(batch_id: int, source: str) -> None:
    """Lines of all rows at once, so that the check for circles sees the whole sheet."""
    run(
        """UPDATE import_stage s SET superior_id = o.person_id FROM import_stage o
            WHERE s.superior IS NOT NULL AND s.superior_id IS NULL AND o.number = s.superior""",
        batch_id,
    )
    run("SET CONSTRAINTS reporting_line_no_cycle DEFERRED", batch_id)
    ending = f"{_NEW_LINE} AND NOT s.is_new AND (s.superior IS NOT NULL OR s.superior_removed)"
    held = f"""FROM people_reportingline t JOIN import_stage s ON s.person_id = t.person_id AND {ending}
               WHERE t.valid_from < s.since AND (t.valid_to IS NULL OR t.valid_to > s.since)"""
    update("people_reportingline", "valid_to = s.since", held, batch_id)
    insert(
        "people_reportingline", "person_id, superior_id, capacity, valid_from, source",
        f"""SELECT person_id, superior_id, 'definitive', since, %(source)s
              FROM import_stage s WHERE s.superior IS NOT NULL AND {_NEW_LINE}""",
        batch_id, source=source,
    )  # fmt: skip
    run("SET CONSTRAINTS reporting_line_no_cycle IMMEDIATE", batch_id)


def _education(batch_id: int, source: str) -> None:
    insert(
        "people_education", "person_id, level, field, graduated_in, source",
        """SELECT person_id, education, coalesce(education_field, ''), graduated_in, %(source)s
             FROM import_stage s WHERE education IS NOT NULL AND graduated_in IS NOT NULL
              AND (is_new OR changes ? 'education')""",
        batch_id, source=source,
    )  # fmt: skip
