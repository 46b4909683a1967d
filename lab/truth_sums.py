"""*Jumlah bagian sama dengan keseluruhan*: boards, distributions, slices and units beside the rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import connection

from lab.journal import Journal
from prestasi.calibration import mapping
from prestasi.calibration.queries.population import counted, population
from prestasi.calibration.queries.slices import cut
from prestasi.core import clock
from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Evaluation, Period, Plan

MOST = 5

TALLIES = """
SELECT coalesce(t.period_id, s.period_id), coalesce(t.state, s.state), t.n, s.n FROM (
  SELECT period_id, state, sum(n) AS n FROM insight_tally WHERE measure = 'evaluation' AND period_id IN (
    SELECT d.id FROM performance_period d JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s)
  GROUP BY period_id, state HAVING sum(n) <> 0) t
FULL JOIN (SELECT v.period_id, v.state, count(*) AS n FROM performance_evaluation v
  JOIN performance_period d ON d.id = v.period_id JOIN performance_cycle c ON c.id = d.cycle_id AND c.year = %(year)s
  GROUP BY v.period_id, v.state) s ON s.period_id = t.period_id AND s.state = t.state"""


def tallies(year: int, _journal: Journal) -> tuple[list[Any], int]:
    """Counts of boards that are not the number of rows, by period and state."""
    with connection.cursor() as cursor:
        cursor.execute(TALLIES, {"year": year})
        rows = cursor.fetchall()
    return [row for row in rows if row[2] != row[3]][:MOST], len(rows)


def slices(year: int, _journal: Journal) -> tuple[list[Any], int]:
    """People whose slices of a period do not add up: days to the days of their plans, shares to the whole (N20)."""
    wrong, checked = [], 0
    for period in Period.objects.filter(cycle__year=year):
        plans = Plan.objects.filter(
            cycle=period.cycle_id, version__gt=0, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on
        ).select_related("position", "rater")
        of_person: dict[int, list[Plan]] = {}
        for plan in plans.order_by("person", "starts_on"):
            of_person.setdefault(plan.person_id, []).append(plan)
        for person, own in of_person.items():
            parts = cut(own, person, period.starts_on, period.ends_on)
            shares = mapping.shares([(p.starts_on, p.ends_on) for p in parts])
            days = sum((min(p.ends_on, period.ends_on) - max(p.starts_on, period.starts_on)).days + 1 for p in own)
            checked += 1
            if shares is None or sum(s.days for s in shares) != days or sum(s.share_bp for s in shares) != 10_000:
                wrong.append((person, period.pk))
    return wrong[:MOST], checked


def units(year: int, _journal: Journal) -> tuple[list[Any], int]:
    """Units whose distribution is not the sum of their own people and of the units directly below."""
    wrong, checked = [], 0
    day = clock.today()
    for period in Period.objects.filter(cycle__year=year).exclude(state="ahead"):
        whole = Counter(
            Evaluation.objects.filter(period=period, predicate__isnull=False).exclude(state="skipped")
            .values_list("predicate", flat=True)
        )  # fmt: skip
        for top in UnitVersion.objects.on(day).filter(parent__isnull=True):
            people = population(top.unit_id, period.pk, top)
            heads = Evaluation.objects.filter(period=period, unit=top.unit_id, is_unit_head=True)
            inside = _places(people.people)
            own = inside + Counter(heads.filter(predicate__isnull=False).values_list("predicate", flat=True))
            by_unit = sum((_places(_of(people, unit)) for unit in people.names), Counter[int]())
            checked += 1
            if own != whole or by_unit != inside:
                wrong.append((period.pk, top.unit_id, dict(own), dict(whole)))
    return wrong[:MOST], checked


def _places(people: Any) -> Counter[int]:
    """Head counts by predicate; a predicate that nobody has is not in it."""
    return +Counter(dict(enumerate(counted(people), 1)))


def _of(people: Any, unit: int) -> list[Any]:
    return [row for row in people.people if row.unit_id == unit]


def pages(_year: int, journal: Journal) -> tuple[list[Any], int]:
    """Figures of pages and files that were not the figures of the rows when they were read."""
    return journal.facts.get("pages that differ", [])[:MOST], journal.counts["pages compared with rows"]


CHECKS = {
    "the tallies of the boards are the sums of their rows": tallies,
    "the slices of a period add up to its days and to the whole": slices,
    "the distribution of the agency is the sum of its units": units,
    "pages and files say what the rows say": pages,
}
