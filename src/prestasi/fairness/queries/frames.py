"""Ratings as frames for the statistics: from database to Polars by COPY, set-based, whatever the number of people."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import AbstractContextManager
from typing import Any, cast

import polars as pl
from django.db import connection

from prestasi.fairness import mapping
from prestasi.performance.models import Period

PERIOD = """
COPY (
  SELECT e.id, e.plan_id, e.unit_id, e.is_unit_head::text, a.level, e.result_rating, e.behaviour_rating,
    coalesce(i.ma, 0), coalesce(i.mm, 0), coalesce(i.mb, 0), coalesce(i.aa, 0), coalesce(i.am, 0), coalesce(i.ab, 0),
    cardinality(array_positions(e.behaviour_items, 1::smallint)),
    cardinality(array_positions(e.behaviour_items, 2::smallint)),
    cardinality(array_positions(e.behaviour_items, 3::smallint)),
    coalesce(i.unrated, 0), e.predicate, e.person_id,
    coalesce(nullif(split_part(v.path, '.', 2), ''), split_part(v.path, '.', 1)), e.rater_id,
    p.sex, p.born_on, p.employment, o.kind, c.working_pattern,
    CASE c.has_disability WHEN true THEN 'yes' WHEN false THEN 'no' END, i.bp
  FROM performance_evaluation e
  JOIN people_person p ON p.id = e.person_id
  JOIN performance_plan s ON s.id = e.plan_id
  JOIN organization_position o ON o.id = s.position_id
  LEFT JOIN fairness_circumstance c ON c.person_id = e.person_id
  LEFT JOIN organization_unitversion v ON v.unit_id = e.unit_id AND v.valid_from <= '{day}'
    AND (v.valid_to IS NULL OR v.valid_to > '{day}')
  LEFT JOIN performance_unitachievement a ON a.unit_id = e.unit_id AND a.period_id = e.period_id
  LEFT JOIN (
    SELECT r.evaluation_id,
      count(*) FILTER (WHERE r.is_main AND r.rating = 1) AS ma,
      count(*) FILTER (WHERE r.is_main AND r.rating = 2) AS mm,
      count(*) FILTER (WHERE r.is_main AND r.rating = 3) AS mb,
      count(*) FILTER (WHERE NOT r.is_main AND r.rating = 1) AS aa,
      count(*) FILTER (WHERE NOT r.is_main AND r.rating = 2) AS am,
      count(*) FILTER (WHERE NOT r.is_main AND r.rating = 3) AS ab,
      count(*) FILTER (WHERE r.rating IS NULL) AS unrated, round(avg(r.achievement_bp))::bigint AS bp
    FROM performance_itemrating r JOIN performance_evaluation q ON q.id = r.evaluation_id
    WHERE q.period_id = {period} AND {chosen_inner} GROUP BY 1
  ) i ON i.evaluation_id = e.id
  WHERE e.period_id = {period} AND e.state <> 'skipped' AND {chosen}
  ORDER BY e.unit_id, e.id
) TO STDOUT (FORMAT csv)
"""
RATERS = """
COPY (
  SELECT e.id, e.period_id, e.rated_by_id, e.person_id,
    coalesce(i.above, 0), coalesce(i.meets, 0), coalesce(i.below, 0),
    coalesce(cardinality(array_positions(e.behaviour_items, 1::smallint)), 0),
    coalesce(cardinality(array_positions(e.behaviour_items, 2::smallint)), 0),
    coalesce(cardinality(array_positions(e.behaviour_items, 3::smallint)), 0), e.predicate
  FROM performance_evaluation e JOIN performance_period p ON p.id = e.period_id
  LEFT JOIN (
    SELECT r.evaluation_id, count(*) FILTER (WHERE r.rating = 1) AS above,
      count(*) FILTER (WHERE r.rating = 2) AS meets, count(*) FILTER (WHERE r.rating = 3) AS below
    FROM performance_itemrating r GROUP BY 1
  ) i ON i.evaluation_id = e.id
  WHERE e.rated_by_id IS NOT NULL AND p.kind = 'quarter' AND p.starts_on >= '{since}' AND p.ends_on <= '{until}'
    AND p.state = 'closed'
  ORDER BY e.id
) TO STDOUT (FORMAT csv)
"""


def period_frame(period: Period, units: tuple[int, int] | None = None) -> pl.DataFrame:
    """The evaluations of a period (columns `mapping.READ`), or of its units with ids in (after, up to]."""
    after, upto = (int(units[0]), int(units[1])) if units else (0, 2**63 - 1)
    chosen = f"unit_id > {after} AND {{0}}.unit_id <= {upto}"
    statement = PERIOD.format(
        period=int(period.pk), day=period.ends_on.isoformat(),
        chosen="e." + chosen.format("e"), chosen_inner="q." + chosen.format("q"),
    )  # fmt: skip
    return _read(statement, mapping.READ)


def rater_frame(since: dt.date, until: dt.date) -> pl.DataFrame:
    """Ratings of closed quarters inside the window, as the figures of raters read them."""
    statement = RATERS.format(since=since.isoformat(), until=until.isoformat())
    return _read(statement, mapping.RATER_READ)


def _read(statement: str, schema: dict[str, Any]) -> pl.DataFrame:
    out = io.BytesIO()
    with connection.cursor() as cursor, cast(AbstractContextManager[Any], cursor.copy(statement)) as copy:
        for block in copy:
            out.write(block)
    if not out.tell():
        return pl.DataFrame(schema=schema)
    out.seek(0)
    return pl.read_csv(out, has_header=False, new_columns=list(schema), schema=schema)


def fingerprint(period_id: int) -> str:
    """The database's hash over all ratings of a period; the same function guards the closing of a year."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fairness_fingerprint(%s)", [period_id])
        return str(cursor.fetchone()[0])
