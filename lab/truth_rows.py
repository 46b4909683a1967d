"""Invariants that need the rules, the verifier of events, or what the clients kept."""

from __future__ import annotations

from typing import Any

from django.db import connection

from lab.journal import Journal
from lab.seals import moved
from prestasi.audit.models import Event
from prestasi.audit.verify import verify_events
from prestasi.performance import mapping
from prestasi.performance.models import Evaluation, RatingChange, UnitAchievement

MOST = 5


def recomputed(year: int, journal: Journal) -> tuple[list[Any], int]:
    """Predicates that the rules of the period's date would not give again from ratings and the unit's achievement."""
    levels = {
        (unit, period): level for unit, period, level in UnitAchievement.objects.values_list("unit", "period", "level")
    }
    rows = Evaluation.objects.filter(period__cycle__year=year, predicate__isnull=False).select_related("period")
    wrong, checked = [], 0
    for row in rows.iterator(chunk_size=2000):
        again = mapping.decide(
            is_unit_head=row.is_unit_head, unit_achievement=levels.get((row.unit_id, row.period_id)),
            result=row.result_rating, behaviour=row.behaviour_rating, on=row.period.ends_on,
        )  # fmt: skip
        checked += 1
        if again.predicate != row.predicate:
            wrong.append((row.pk, row.predicate, again.predicate))
    return wrong[:MOST], checked


def events_whole(_year: int, _journal: Journal) -> tuple[list[Any], int]:
    """Events whose hash, recomputed outside the database, is another."""
    found = verify_events()
    return list(found.named[:MOST]), found.checked


def receipts_kept(_year: int, journal: Journal) -> tuple[list[Any], int]:
    """Receipts that a client was given and that do not exist, or whose page showed another hash than the event's."""
    wrong: list[Any] = []
    for number, digest in journal.receipts.items():
        event = Event.objects.filter(pk=int(number.rpartition("-")[2])).first()
        if event is None or event.number != number or (digest and digest != event.hash):
            wrong.append(number)
    return wrong[:MOST], len(journal.receipts)


def closed_stayed(_year: int, journal: Journal) -> tuple[list[Any], int]:
    """Rows of closed periods that differ from the digest taken at the closing, without a recorded change."""
    seals: dict[str, dict[str, dict[str, str]]] = journal.facts.get("seals", {})
    changed = set(RatingChange.objects.values_list("evaluation", flat=True))
    wrong = [
        (int(period), kind, row) for period, kept in seals.items() for kind, row in moved(int(period), kept)
        if not (kind == "ratings" and row in changed)
    ]  # fmt: skip
    return wrong[:MOST], sum(len(rows) for kept in seals.values() for rows in kept.values())


def not_too_early(_year: int, journal: Journal) -> tuple[list[Any], int]:
    """Results that an employee could read by HTTP before the release."""
    return journal.facts.get("shown before release", [])[:MOST], journal.counts["looks before release"]


def shown_after(_year: int, journal: Journal) -> tuple[list[Any], int]:
    """Results that an employee could not read by HTTP after the release."""
    return journal.facts.get("not shown after release", [])[:MOST], journal.counts["results received"]


def notices_once(_year: int, _journal: Journal) -> tuple[list[Any], int]:
    """Effects that were told twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notices_notice")
        number = cursor.fetchone()[0]
        cursor.execute(
            "SELECT effect_key, count(*) FROM notices_notice GROUP BY effect_key HAVING count(*) > 1 LIMIT 5"
        )
        return cursor.fetchall(), number


CHECKS = {
    "each predicate recomputes from its inputs": recomputed,
    "each event fits its hash": events_whole,
    "each receipt that a client was given exists with its hash": receipts_kept,
    "no row of a closed period changed without a recorded basis": closed_stayed,
    "no result was readable before its release": not_too_early,
    "each released result was readable": shown_after,
    "no effect was told twice": notices_once,
}
