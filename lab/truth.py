"""What must be true of a year that has ended: each invariant finds its exceptions and counts what it looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection

from lab import truth_credit, truth_rows, truth_sums
from lab.journal import Journal

Found = tuple[list[Any], int]
Check = Callable[[int, Journal], Found]
MOST = 5

OF_YEAR = """JOIN performance_period d ON d.id = v.period_id
JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s"""
PLANS = "performance_plan p JOIN performance_cycle c ON c.id = p.cycle_id AND c.year = %(year)s"

# Name -> (rows that are looked at, which of them are exceptions). Both are the rest of a SELECT.
INVARIANTS: dict[str, tuple[str, str]] = {
    "each agreed version of a plan has its events and its document": (
        f"p.id, p.version FROM {PLANS} WHERE p.version > 0",
        """p.version <> (SELECT count(*) FROM audit_event e WHERE e.kind = 'plan.agreed' AND e.object_id = p.id)
   OR p.version > (SELECT count(*) FROM audit_event e WHERE e.kind = 'plan.submitted' AND e.object_id = p.id)
   OR p.version <> (SELECT count(*) FROM performance_planversion w JOIN audit_event e ON e.object_id = w.plan_id
     AND e.kind = 'plan.agreed' AND e.payload ->> 'sha256' = w.sha256 WHERE w.plan_id = p.id)""",
    ),
    "each given predicate has its event": (
        f"v.id FROM performance_evaluation v {OF_YEAR} WHERE v.predicate IS NOT NULL",
        "NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.kind = 'evaluation.rated' AND e.object_id = v.id)",
    ),
    "each changed predicate is what its last recorded change says": (
        f"v.id FROM performance_evaluation v {OF_YEAR} WHERE EXISTS (SELECT 1 FROM performance_ratingchange x"
        " WHERE x.evaluation_id = v.id)",
        """v.predicate IS DISTINCT FROM (SELECT x.predicate_after FROM performance_ratingchange x
     WHERE x.evaluation_id = v.id ORDER BY x.version DESC LIMIT 1)
   OR NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.kind = 'evaluation.changed' AND e.object_id = v.id)""",
    ),
    "each accepted report was verified by somebody else": (
        f"r.id FROM performance_progress r JOIN {PLANS} ON p.id = r.plan_id WHERE r.state = 'accepted'",
        "r.verified_by_id IS NULL OR r.verified_by_id = r.reported_by_id",
    ),
    "no day of a person is in two plans": (
        f"p.id FROM {PLANS} WHERE true",
        """EXISTS (SELECT 1 FROM performance_plan b WHERE b.person_id = p.person_id AND b.id <> p.id
     AND b.starts_on <= p.ends_on AND p.starts_on <= b.ends_on)""",
    ),
    "what was released was determined by two persons": (
        f"v.id FROM performance_evaluation v {OF_YEAR} WHERE v.released_at IS NOT NULL",
        """NOT EXISTS (SELECT 1 FROM calibration_determination x
     WHERE x.state = 'determined' AND x.period_id = v.period_id AND x.requested_by_id <> x.decided_by_id
       AND EXISTS (SELECT 1 FROM jsonb_array_elements(x.rows) one WHERE (one ->> 0)::bigint = v.id))""",
    ),
    "nobody rated or confirmed themselves": (
        f"v.id FROM performance_evaluation v {OF_YEAR} WHERE v.rated_by_id IS NOT NULL",
        "v.rated_by_id = v.person_id OR v.confirmed_by_id = v.person_id",
    ),
    "each agreed plan told its person once per version": (
        f"p.id FROM {PLANS} WHERE p.version > 0",
        """p.version <> (SELECT count(*) FROM notices_notice n
     WHERE n.kind = 'plan.agreed' AND n.person_id = p.person_id AND n.url = '/rencana/' || p.id || '/')""",
    ),
    "each released result told its person once": (
        f"v.id FROM performance_evaluation v {OF_YEAR} WHERE v.released_at IS NOT NULL",
        """1 <> (SELECT count(*) FROM notices_notice n WHERE n.effect_key = 'evaluation.confirmed:' || v.id
     AND n.person_id = v.person_id)""",
    ),
    "each returned report told its person once": (
        f"r.id FROM performance_progress r JOIN {PLANS} ON p.id = r.plan_id WHERE r.return_reason <> ''",
        """1 <> (SELECT count(*) FROM notices_notice n WHERE n.effect_key = 'progress.returned:' || r.id
     AND n.person_id = p.person_id)""",
    ),
    "nothing was received before it was released": (
        f"v.id FROM performance_evaluation v {OF_YEAR} WHERE v.received_at IS NOT NULL",
        "v.released_at IS NULL OR v.received_at < v.released_at",
    ),
}  # fmt: skip


def checks() -> dict[str, Check]:
    """Every invariant by its name."""
    asked: dict[str, Check] = {name: partial(_asked, *parts) for name, parts in INVARIANTS.items()}
    return {**asked, **truth_sums.CHECKS, **truth_credit.CHECKS, **truth_rows.CHECKS}


def broken(year: int, journal: Journal) -> dict[str, Found]:
    """Each invariant with up to five exceptions and the number of things it was held against."""
    return {name: check(year, journal) for name, check in checks().items()}


def _asked(looked_at: str, exception: str, year: int, _journal: Journal) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT {looked_at}) rows", {"year": year})
        number = cursor.fetchone()[0]
        cursor.execute(f"SELECT {looked_at} AND ({exception}) LIMIT {MOST}", {"year": year})
        return cursor.fetchall(), number
