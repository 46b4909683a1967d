"""*Tidak ada bulan yang dihitung dua kali*: credit points (PermenPANRB 1/2023) of a year in which people moved."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lab.journal import Journal
from prestasi.performance.models import Evaluation
from prestasi.performance.queries.credit import credit_of_evaluation, months_of

MOST = 5
MONTHS_OF_KIND = {"quarter": 3, "year": 12}


def months_once(year: int, _journal: Journal) -> tuple[list[Any], int]:
    """People whose slices of one period together count more months than the period has."""
    months: defaultdict[tuple[int, int], int] = defaultdict(int)
    most: dict[tuple[int, int], int] = {}
    for row in _rows(year):
        key = (row.person_id, row.period_id)
        months[key] += months_of(row)
        most[key] = MONTHS_OF_KIND[row.period.kind]
    return [(key, count) for key, count in months.items() if count > most[key]][:MOST], len(months)


def credit_of_parts(year: int, _journal: Journal) -> tuple[list[Any], int]:
    """People whose credit of a year is more than twelve months of their best slice: points from nowhere."""
    points: defaultdict[int, Any] = defaultdict(int)
    best: defaultdict[int, Any] = defaultdict(int)
    for row in _rows(year):
        credit = credit_of_evaluation(row, row.predicate) if row.period.kind == "year" else None
        if credit is not None:
            points[row.person_id] += credit.credit
            best[row.person_id] = max(best[row.person_id], credit.credit * 12 // months_of(row))
    return [(p, str(n)) for p, n in points.items() if n > best[p] + 1][:MOST], len(points)


def _rows(year: int) -> list[Evaluation]:
    rows = Evaluation.objects.filter(period__cycle__year=year).exclude(state="skipped")
    return list(rows.select_related("plan__position", "period", "person").order_by("person", "plan__starts_on"))


CHECKS = {
    "no month is counted twice for credit": months_once,
    "credit of the slices is at most twelve months' worth": credit_of_parts,
}
