"""The chain from a person's results up to the vision, in one recursive statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from prestasi.performance.queries import words

UP = """
WITH RECURSIVE up(result_id, goal_id, from_result, from_goal, depth) AS (
  SELECT parent_id, goal_id, result_id, NULL::bigint, 1 FROM performance_resultlink
  WHERE result_id = ANY(%(results)s) AND ended_at IS NULL
  UNION
  SELECT n.parent_id, n.goal_id, u.result_id, u.goal_id, u.depth + 1 FROM up u CROSS JOIN LATERAL (
    SELECT l.parent_id, l.goal_id FROM performance_resultlink l
    WHERE l.result_id = u.result_id AND l.ended_at IS NULL
    UNION ALL
    SELECT NULL, g.parent_id FROM performance_goal g WHERE g.id = u.goal_id AND g.parent_id IS NOT NULL
  ) n WHERE u.depth < 14)
SELECT u.result_id, u.goal_id, u.from_result, u.from_goal, u.depth,
  coalesce(r.text, g.text), g.level, g.year_from, g.year_to, v.name, p.id, p.person_id, t.title,
  r.dropped_at IS NOT NULL,
  (SELECT count(DISTINCT c.result_id) FROM performance_resultlink c WHERE c.parent_id = r.id AND c.ended_at IS NULL),
  i.name, i.unit_of_measure, i.direction, w.target, w.realisation, w.year,
  concat_ws(' ', nullif(o.title_before, ''), o.name) || coalesce(', ' || nullif(o.title_after, ''), '')
FROM up u
LEFT JOIN performance_expectedresult r ON r.id = u.result_id
LEFT JOIN performance_plan p ON p.id = r.plan_id
LEFT JOIN organization_position t ON t.id = p.position_id
LEFT JOIN people_person o ON o.id = p.person_id
LEFT JOIN performance_goal g ON g.id = u.goal_id
LEFT JOIN LATERAL (SELECT name FROM organization_unitversion WHERE unit_id = g.unit_id
  ORDER BY valid_from DESC LIMIT 1) v ON true
LEFT JOIN LATERAL (SELECT id, name, unit_of_measure, direction FROM performance_goalindicator WHERE goal_id = g.id
  ORDER BY id LIMIT 1) i ON true
LEFT JOIN LATERAL (SELECT target, realisation, year FROM performance_goalvalue WHERE indicator_id = i.id
  AND realisation IS NOT NULL ORDER BY period_end DESC LIMIT 1) w ON true
ORDER BY u.depth, u.result_id, u.goal_id
"""


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder: a goal or a leader's result, with its figure when it has one."""

    result_id: int | None
    goal_id: int | None
    came_from: tuple[str, int]
    level: str
    text: str
    unit: str
    plan_id: int | None
    position: str
    owner: str
    is_dropped: bool
    contributions: int
    indicator: str
    unit_of_measure: str
    is_down: bool
    target: Decimal | None
    value: Decimal | None
    year: int | None

    @property
    def key(self) -> tuple[str, int]:
        return ("r", self.result_id) if self.result_id else ("g", self.goal_id or 0)

    @property
    def is_vision(self) -> bool:
        return self.level == "visi"

    @property
    def label(self) -> str:
        """What stands at the left of the rung."""
        if self.result_id:
            return self.position
        names = {
            "visi": _("Visi"), "misi": _("Misi"), "tujuan": _("Tujuan daerah"), "sasaran": _("Sasaran daerah"),
            "program": _("Program"), "hasil_unit": self.unit or _("Hasil unit"),
        }  # fmt: skip
        return self.unit if self.unit and self.level not in ("visi", "misi", "tujuan") else names.get(self.level, "")

    @property
    def value_text(self) -> str:
        return words.quantity(self.value)

    @property
    def target_text(self) -> str:
        return ("≤ " if self.is_down else "") + words.quantity(self.target)

    @property
    def tone(self) -> str:
        """Whether the published figure has reached its target."""
        if self.value is None or self.target is None:
            return ""
        return "sb" if (self.value <= self.target if self.is_down else self.value >= self.target) else "k"

    @property
    def top(self) -> Decimal:
        """Right end of the bar."""
        return max(abs(self.value or Decimal(1)), abs(self.target or Decimal(1))) * Decimal("1.3")


def rungs_above(result_ids: Collection[int]) -> list[Rung]:
    """Everything the results serve, nearest first. One statement."""
    if not result_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(UP, {"results": list(result_ids)})
        return [_rung(row) for row in cursor.fetchall()]


def _rung(row: tuple[Any, ...]) -> Rung:
    (result, goal, from_result, from_goal, _depth, text, level, first, last, unit, plan, _person, title, dropped, count,
     indicator, measure, direction, target, value, year, owner) = row  # fmt: skip
    return Rung(
        result, goal, ("r", from_result) if from_result else ("g", from_goal or 0), level or "", text or "",
        f"{first}–{last}" if level == "visi" else unit or "", plan, title or "", owner or "", dropped, count or 0,
        indicator or "", measure or "", direction == "lower", target, value, year,
    )  # fmt: skip


def ladder(rungs: list[Rung], result_id: int) -> list[Rung]:
    """One path from the top down to what the result serves: the first open link at every step."""
    path: list[Rung] = []
    at = ("r", result_id)
    seen = {at}
    while found := next((r for r in rungs if r.came_from == at and r.key not in seen), None):
        path.append(found)
        at = found.key
        seen.add(at)
    return path[::-1]
