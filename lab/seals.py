"""A digest of what must not move after a period was closed, kept by the trial outside the database."""

from __future__ import annotations

from typing import Any

from django.db import connection

# What was decided about each evaluation, and each accepted figure. A change on a basis (objection, calibration,
# reopening) is a row of its own; evaluations that have one are held to that row in `lab.truth`, not to the digest.
RATINGS = """
SELECT v.id, md5(concat_ws('|', v.plan_id, v.person_id, v.unit_id, v.rater_id, v.result_rating, v.behaviour_rating,
  v.predicate, v.ruleset_hash, v.rated_at, v.confirmed_at, v.released_at))
FROM performance_evaluation v WHERE v.period_id = %(period)s ORDER BY v.id"""
FIGURES = """
SELECT r.id, md5(concat_ws('|', r.plan_id, r.indicator_id, r."on", r.value, r.state, r.verified_by_id))
FROM performance_progress r JOIN performance_plan p ON p.id = r.plan_id
JOIN performance_period d ON d.id = %(period)s AND d.cycle_id = p.cycle_id
WHERE r."on" BETWEEN d.starts_on AND d.ends_on AND r.state = 'accepted' AND d.kind <> 'year' ORDER BY r.id"""


def seal(period: int) -> dict[str, dict[str, str]]:
    """Digest by row: {"ratings": {id: md5}, "figures": {id: md5}}."""
    return {"ratings": _digests(RATINGS, period), "figures": _digests(FIGURES, period)}


def _digests(statement: str, period: int) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"period": period})
        return {str(row): digest for row, digest in cursor.fetchall()}


def moved(period: int, kept: dict[str, dict[str, str]]) -> list[Any]:
    """Rows that differ from what was sealed, or are gone: (kind, id)."""
    now = seal(period)
    return [
        (kind, int(row)) for kind, rows in kept.items() for row, digest in rows.items() if now[kind].get(row) != digest
    ]
