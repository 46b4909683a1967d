"""From an organisation's indicator straight to the people behind it and their evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.models import ExpectedResult, Goal
from prestasi.performance.queries.achievement import IndicatorStanding, standings
from prestasi.performance.queries.goal_tree import Figure, goal_figures
from prestasi.performance.queries.result import seen_people

MOST_RESULTS = 150
BAD_FIRST = ("sk", "k", "bp", "", "b", "sb")
DOWN = """
WITH RECURSIVE down(result_id, goal_id, depth) AS (
  SELECT NULL::bigint, %(goal)s::bigint, 0
  UNION
  SELECT n.result_id, n.goal_id, d.depth + 1 FROM down d CROSS JOIN LATERAL (
    SELECT l.result_id, NULL::bigint AS goal_id FROM performance_resultlink l
    WHERE l.ended_at IS NULL AND (l.goal_id = d.goal_id OR l.parent_id = d.result_id)
    UNION ALL
    SELECT NULL, g.id FROM performance_goal g WHERE g.parent_id = d.goal_id
  ) n WHERE d.depth < 7)
SELECT d.result_id, min(d.depth) FROM down d
JOIN performance_expectedresult r ON r.id = d.result_id AND r.dropped_at IS NULL
JOIN performance_plan p ON p.id = r.plan_id
JOIN performance_cycle c ON c.id = p.cycle_id AND c.year = %(year)s
GROUP BY d.result_id ORDER BY min(d.depth) DESC, d.result_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """One result behind the goal, with where its indicators stand and its accepted evidence."""

    result_id: int
    text: str
    name: str
    position: str
    indicators: tuple[IndicatorStanding, ...]
    evidence: int

    @property
    def tone(self) -> str:
        """The worst of its indicators."""
        return min((i.tone for i in self.indicators), key=BAD_FIRST.index, default="")


@dataclass(frozen=True, slots=True)
class GoalPeople:
    """The page: the goal's own figures and the results behind them, the worst first."""

    goal: Goal
    year: int
    figures: tuple[Figure, ...]
    rows: tuple[Behind, ...]
    hidden: int


def goal_people(actor: Actor, goal_id: int, year: int) -> GoalPeople:
    """Who contributes to the goal, through however many levels; only people the actor may see. Eight queries."""
    goal = Goal.objects.filter(pk=goal_id).first()
    if goal is None:
        raise NotVisible
    results = _behind(goal_id, year)
    seen = seen_people(actor, {r.plan.person_id for r in results})
    shown = [r for r in results if r.plan.person_id in seen]
    first, last = dt.date(year, 1, 1), min(clock.today(), dt.date(year, 12, 31))
    figures = standings({r.plan_id for r in shown}, first, last) if shown else {}
    rows = []
    for r in shown:
        found = figures.get(r.plan_id, {}).get(r.pk)
        parts = (found.indicators, found.evidence_count) if found else ((), 0)
        rows.append(Behind(r.pk, r.text, r.plan.person.full_name, r.plan.position.title, *parts))
    rows.sort(key=lambda row: BAD_FIRST.index(row.tone))
    return GoalPeople(goal, year, tuple(goal_figures([goal_id], year)[goal_id]), tuple(rows), len(results) - len(shown))


def _behind(goal_id: int, year: int) -> list[ExpectedResult]:
    with connection.cursor() as cursor:
        cursor.execute(DOWN, {"goal": goal_id, "year": year, "most": MOST_RESULTS})
        ids = [row[0] for row in cursor.fetchall()]
    rows = ExpectedResult.objects.filter(pk__in=ids).select_related("plan__person", "plan__position")
    return list(rows.order_by("plan__person__name", "order"))
