"""What must be true of a year that has ended, each as a statement that finds the exceptions."""

from __future__ import annotations

from typing import Any

from django.db import connection

INVARIANTS: dict[str, str] = {
    "each agreed version of a plan has its events": """
SELECT p.id, p.version FROM performance_plan p JOIN performance_cycle c ON c.id = p.cycle_id AND c.year = %(year)s
WHERE p.version <> (SELECT count(*) FROM audit_event e WHERE e.kind = 'plan.agreed' AND e.object_id = p.id)
   OR p.version > (SELECT count(*) FROM audit_event e WHERE e.kind = 'plan.submitted' AND e.object_id = p.id)""",
    "each given predicate has its event": """
SELECT v.id FROM performance_evaluation v JOIN performance_period d ON d.id = v.period_id
JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s
WHERE v.predicate IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM audit_event e WHERE e.kind = 'evaluation.rated' AND e.object_id = v.id)""",
    "each accepted report was verified by somebody else": """
SELECT r.id FROM performance_progress r JOIN performance_plan p ON p.id = r.plan_id
JOIN performance_cycle c ON c.id = p.cycle_id AND c.year = %(year)s
WHERE r.state = 'accepted' AND (r.verified_by_id IS NULL OR r.verified_by_id = r.reported_by_id)""",
    "no day of a person is in two plans": """
SELECT a.id, b.id FROM performance_plan a JOIN performance_plan b ON a.person_id = b.person_id AND a.id < b.id
 AND a.starts_on <= b.ends_on AND b.starts_on <= a.ends_on
JOIN performance_cycle c ON c.id = a.cycle_id AND c.year = %(year)s""",
    "the slices of a period are no longer than the period": """
SELECT v.person_id, d.id FROM performance_evaluation v JOIN performance_period d ON d.id = v.period_id
JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s JOIN performance_plan p ON p.id = v.plan_id
GROUP BY v.person_id, d.id
HAVING sum(least(p.ends_on, d.ends_on) - greatest(p.starts_on, d.starts_on) + 1) > max(d.ends_on - d.starts_on + 1)""",
    "the tallies of the boards are the sums of their rows": """
SELECT coalesce(t.period_id, s.period_id), coalesce(t.state, s.state), t.n, s.n FROM (
  SELECT period_id, state, sum(n) AS n FROM insight_tally WHERE measure = 'evaluation' AND period_id IN (
    SELECT d.id FROM performance_period d JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s)
  GROUP BY period_id, state HAVING sum(n) <> 0) t
FULL JOIN (SELECT v.period_id, v.state, count(*) AS n FROM performance_evaluation v
  JOIN performance_period d ON d.id = v.period_id JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s
  GROUP BY v.period_id, v.state) s ON s.period_id = t.period_id AND s.state = t.state
WHERE t.n IS DISTINCT FROM s.n""",
    "what was released was determined by two persons": """
SELECT v.id FROM performance_evaluation v JOIN performance_period d ON d.id = v.period_id
JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s
WHERE v.released_at IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM calibration_determination x WHERE x.state = 'determined' AND x.period_id = v.period_id
   AND x.requested_by_id <> x.decided_by_id AND x.rows @> jsonb_build_array(jsonb_build_array(v.id)))""",
    "nobody rated or confirmed themselves": """
SELECT v.id FROM performance_evaluation v WHERE v.rated_by_id = v.person_id OR v.confirmed_by_id = v.person_id""",
}


def broken(year: int) -> dict[str, list[Any]]:
    """Each invariant with up to five exceptions; an empty list means that it holds."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for name, statement in INVARIANTS.items():
            cursor.execute(f"{statement} LIMIT 5", {"year": year})
            found[name] = cursor.fetchall()
    return found | {"each predicate recomputes": _recomputed(year)}


def _recomputed(year: int) -> list[Any]:
    """Predicates that the rules would not give again from the ratings and the achievement of the unit."""
    from prestasi.performance import mapping
    from prestasi.performance.models import Evaluation, UnitAchievement

    levels = {
        (unit, period): level for unit, period, level in UnitAchievement.objects.values_list("unit", "period", "level")
    }
    rows = Evaluation.objects.filter(period__cycle__year=year, predicate__isnull=False).select_related("period")
    wrong = []
    for row in rows.iterator(chunk_size=2000):
        again = mapping.decide(
            is_unit_head=row.is_unit_head, unit_achievement=levels.get((row.unit_id, row.period_id)),
            result=row.result_rating, behaviour=row.behaviour_rating, on=row.period.ends_on,
        )  # fmt: skip
        if again.predicate != row.predicate:
            wrong.append(row.pk)
    return wrong[:5]
