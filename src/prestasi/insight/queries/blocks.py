"""Who is blocked by whom: chains of people who wait for each other, and the one whose act frees most."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.insight.queries import flow
from prestasi.insight.queries.chase import unit_in_sight
from prestasi.people.models import Leave, Person

MOST_BLOCKERS = 20
LONGEST_SHOWN = 5

# One row for each person who waits and the one waited for: plans to agree, people to rate, results to set. The rater is
# the superior of today; without one the row has no holder.
EDGES = """
SELECT w.person_id, w.holder_id, w.what, count(*)::int FROM (
  SELECT s.person_id, r.superior_id AS holder_id, 'plan' AS what, s.unit_id FROM performance_plan s
    LEFT JOIN people_reportingline r ON r.person_id = s.person_id AND r.valid_from <= %(day)s
      AND (r.valid_to IS NULL OR r.valid_to > %(day)s)
    WHERE s.cycle_id = %(cycle)s AND s.state = 'submitted'
  UNION ALL
  SELECT e.person_id, r.superior_id, 'rating', e.unit_id FROM performance_evaluation e
    LEFT JOIN people_reportingline r ON r.person_id = e.person_id AND r.valid_from <= %(day)s
      AND (r.valid_to IS NULL OR r.valid_to > %(day)s)
    WHERE e.period_id = %(period)s AND e.state IN ('open', 'self')
  UNION ALL
  SELECT e.person_id, e.rater_superior_id, 'confirmation', e.unit_id FROM performance_evaluation e
    WHERE e.period_id = %(period)s AND e.state = 'rated'
) w WHERE w.unit_id IN (SELECT v.unit_id FROM organization_unitversion v WHERE v.path LIKE %(below)s
  AND v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to > %(day)s))
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Blocker:
    """Somebody waited for. `frees` counts everybody who waits for them directly or behind others."""

    person_id: int
    name: str
    plans: int
    ratings: int
    confirmations: int
    frees: int
    is_away: bool

    @property
    def direct(self) -> int:
        return self.plans + self.ratings + self.confirmations


@dataclass(frozen=True, slots=True)
class Chain:
    """People from the one who waits longest back to the one who can act now."""

    names: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.names) - 1


@dataclass(frozen=True, slots=True)
class Blocks:
    unit_id: int
    unit: str
    period: str
    at: dt.datetime
    waiting: int
    without_holder: int
    blockers: tuple[Blocker, ...]
    chains: tuple[Chain, ...]

    @property
    def key_person(self) -> Blocker | None:
        return max(self.blockers, key=lambda b: b.frees, default=None)


Edges = dict[int, set[int]]


def blocks(actor: Actor, unit_id: int, period_id: int | None = None) -> Blocks:
    """The whole page. Five statements; the first reads what waits, so it grows with that and with nothing else."""
    version = unit_in_sight(actor, unit_id)
    at = flow.times(clock.today(), period_id)
    rows = _edges(version.path, at) if at else []
    waits = waiting_for(rows)
    counts = _counts(rows)
    freed = {holder: len(behind(holder, waits)) for holder in counts}
    top = sorted(counts, key=lambda holder: (-freed[holder], holder))[:MOST_BLOCKERS]
    paths = longest(waits)[:LONGEST_SHOWN]
    people = {p.pk: p.full_name for p in Person.objects.filter(pk__in={*top, *(i for path in paths for i in path)})}
    away = set(Leave.objects.on(clock.today()).filter(person__in=top).values_list("person", flat=True))
    return Blocks(
        unit_id, version.name, at.title if at else "", clock.now(), len({person for person, *_rest in rows}),
        len({person for person, holder, *_rest in rows if holder is None}),
        tuple(_blocker(h, people[h], counts[h], freed[h], h in away) for h in top),
        tuple(Chain(tuple(people[i] for i in path)) for path in paths),
    )  # fmt: skip


def _blocker(person_id: int, name: str, counts: list[int], frees: int, is_away: bool) -> Blocker:
    plans, ratings, confirmations = counts
    return Blocker(person_id, name, plans, ratings, confirmations, frees, is_away)


def _edges(path: str, at: flow.Times) -> list[tuple[int, int | None, str, int]]:
    asked: dict[str, int | str | dt.date] = {
        "day": at.today,
        "cycle": at.cycle.pk,
        "period": at.period.pk,
        "below": f"{path}%",
    }
    with connection.cursor() as cursor:
        cursor.execute(EDGES, asked)
        return cursor.fetchall()


def waiting_for(rows: Iterable[tuple[int, int | None, str, int]]) -> Edges:
    """Holder -> those who wait for them."""
    found: Edges = defaultdict(set)
    for person, holder, *_rest in rows:
        if holder is not None and holder != person:
            found[holder].add(person)
    return dict(found)


def _counts(rows: Iterable[tuple[int, int | None, str, int]]) -> dict[int, list[int]]:
    """Holder -> number of plans, ratings and confirmations."""
    places = {"plan": 0, "rating": 1, "confirmation": 2}
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for _person, holder, what, n in rows:
        if holder is not None:
            found[holder][places[what]] += n
    return dict(found)


def behind(holder: int, waits: Edges) -> set[int]:
    """Everybody who waits for the holder, directly or behind others; circles end."""
    seen: set[int] = set()
    ahead = [holder]
    while ahead:
        fresh = waits.get(ahead.pop(), set()) - seen - {holder}
        seen |= fresh
        ahead.extend(fresh)
    return seen


def longest(waits: Edges) -> list[tuple[int, ...]]:
    """Chains of at least two steps, the longest first, one for each holder at their end."""
    waiting = {person for people in waits.values() for person in people}
    roots = [holder for holder in waits if holder not in waiting] or list(waits)
    chains = [_deepest(root, waits, frozenset()) for root in sorted(roots)]
    long_ones = [tuple(reversed(chain)) for chain in chains if len(chain) > 2]
    return sorted(long_ones, key=lambda chain: (-len(chain), chain))


def _deepest(person: int, waits: Edges, passed: frozenset[int]) -> tuple[int, ...]:
    nexts = sorted(p for p in waits.get(person, ()) if p not in passed and p != person)
    tails = [_deepest(p, waits, passed | {person}) for p in nexts if p in waits] or [(p,) for p in nexts[:1]]
    return (person, *max(tails, key=len, default=()))
