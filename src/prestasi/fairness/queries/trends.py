"""How results went over the periods: of one person, of a unit, of a rater."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Avg, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.axis import axis
from prestasi.core.errors import NotVisible
from prestasi.fairness import mapping
from prestasi.fairness.permissions import check_reads_rater, check_reads_trend, unit_or_404
from prestasi.fairness.queries.raters import newest_run
from prestasi.people.models import Person
from prestasi.performance.models import Evaluation, Period
from prestasi.performance.queries.words import PREDICATE_TONES, PREDICATE_WORDS, RATING_WORDS, ROMAN, period_words

LATEST = 16
MOST_NAMES = 9
UNIT = """
SELECT e.period_id, count(*)::int, count(*) FILTER (WHERE e.predicate = 1)::int,
  count(*) FILTER (WHERE e.predicate = 2)::int, count(*) FILTER (WHERE e.predicate >= 3)::int
FROM performance_evaluation e JOIN performance_period p ON p.id = e.period_id
JOIN organization_unitversion v ON v.unit_id = e.unit_id AND v.valid_from <= p.ends_on
  AND (v.valid_to IS NULL OR v.valid_to > p.ends_on)
WHERE v.path LIKE %(below)s AND e.predicate IS NOT NULL AND p.state = 'closed' GROUP BY 1
"""
RATER = """
SELECT e.period_id, count(DISTINCT e.id)::int, count(*) FILTER (WHERE r.rating = 1)::int,
  count(*) FILTER (WHERE r.rating = 2)::int, count(*) FILTER (WHERE r.rating = 3)::int
FROM performance_evaluation e JOIN performance_itemrating r ON r.evaluation_id = e.id AND r.rating IS NOT NULL
WHERE e.rated_by_id = %(person)s GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `value` in percent (None: hidden or unknown), `cells` the figures of the table."""

    title: str
    value: float | None
    n: int | None
    cells: tuple[str, ...]
    tone: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """A line over periods, oldest first, with its table."""

    title: str
    subject: str
    measure: str
    heads: tuple[str, ...]
    points: tuple[Point, ...]
    kind: str
    subject_id: int
    back: tuple[str, str]
    low: int = 0
    high: int = 100
    figures: int = 4

    @property
    def xs(self) -> list[str]:
        """Short names of the periods, the last always; every other one where all would not fit on a phone."""
        last = len(self.points) - 1
        step = -(-len(self.points) // MOST_NAMES)
        return [point.short if (last - i) % step == 0 else "" for i, point in enumerate(self.points)]

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """Head and whether figures stand below it."""
        return [(head, 0 < i <= self.figures) for i, head in enumerate(self.heads)]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, bool, str]]]]:
        """Period, then (head, is a figure, cell)."""
        heads = self.columns[1:]
        return [(p.title, [(*h, c) for h, c in zip(heads, p.cells, strict=True)]) for p in self.points]

    @property
    def values(self) -> list[float | None]:
        return [point.value for point in self.points]

    @property
    def is_drawn(self) -> bool:
        """One point is no line."""
        return sum(value is not None for value in self.values) > 1

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        return axis([Decimal(self.low), Decimal(self.high)]).ticks

    @property
    def sentence(self) -> str:
        known = [point for point in self.points if point.value is not None]
        if not known:
            return ""
        words = _("%(measure)s: %(a).0f persen pada %(first)s, %(b).0f persen pada %(last)s.")
        a, b = known[0], known[-1]
        return words % {"measure": self.measure, "a": a.value, "first": a.title, "b": b.value, "last": b.title}


def person_trend(actor: Actor, person_id: int) -> Trend:
    """Achievement and predicate of every released period of a person. Three statements."""
    check_reads_trend(actor, person_id)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    shown = Q(person=person_id, predicate__isnull=False, released_at__isnull=False)
    rows = Evaluation.objects.filter(shown).select_related("period__cycle", "rater")
    found = list(
        rows.annotate(mean=Avg("items__achievement_bp")).order_by("-period__ends_on", "-period__number")[:LATEST]
    )
    high = max([100, *(int(row.mean) // 100 + 1 for row in found if row.mean is not None)])
    return Trend(
        _("Tren hasil"), person.full_name, _("Rata-rata capaian"),
        (_("Periode"), _("Capaian (%)"), _("Hasil kerja"), _("Perilaku"), _("Predikat"), _("Penilai")),
        tuple(_of_person(row) for row in reversed(found)), "pegawai", person_id, _back(actor, person),
        high=int(axis([Decimal(0), Decimal(high)]).high), figures=1,
    )  # fmt: skip


def _of_person(row: Any) -> Point:
    mean = None if row.mean is None else round(float(row.mean) / 100, 1)
    cells = (
        "" if mean is None else f"{mean:.1f}".replace(".", ","),
        str(RATING_WORDS.get(row.result_rating, "")), str(RATING_WORDS.get(row.behaviour_rating, "")),
        str(PREDICATE_WORDS[row.predicate]), row.rater.full_name if row.rater else "",
    )  # fmt: skip
    title, short = _names(row.period)
    return Point(title, mean, None, cells, PREDICATE_TONES[row.predicate], short)


def _names(period: Period) -> tuple[str, str]:
    """("Triwulan III 2026", "III ’26") or ("Tahun 2026", "2026")."""
    year = period.cycle.year
    is_year = period.kind == Period.Kind.YEAR
    return period_words(period, year), str(year) if is_year else f"{ROMAN[period.number]} ’{year % 100:02}"


def _back(actor: Actor, person: Person) -> tuple[str, str]:
    if actor.person_id == person.pk:
        return _("Hasil saya"), reverse("performance:my_results")
    return person.full_name, reverse("people:card", args=[person.pk])


def unit_trend(actor: Actor, unit_id: int) -> Trend:
    """Share of people with each predicate in a unit and all below it, small cells hidden. Four statements."""
    version = unit_or_404(actor, unit_id)
    rows = _periods(UNIT, {"below": f"{version.path}%"})
    heads = (_("Periode"), _("Orang"), _("Sangat baik (%)"), _("Baik (%)"), _("Di bawah baik (%)"))
    points = tuple(_shares(names, n, counts, hide=True) for names, n, counts in rows)
    back = version.name, reverse("organization:unit", args=[unit_id])
    return Trend(_("Tren unit"), version.name, _("Predikat sangat baik"), heads, points, "unit", unit_id, back)


def rater_trend(actor: Actor, rater_id: int) -> Trend:
    """How often a rater gave each rating to a result, by period: the raw habit. Four statements."""
    check_reads_rater(actor, rater_id, newest_run())
    rater = Person.objects.filter(pk=rater_id).first()
    if rater is None:
        raise NotVisible
    rows = _periods(RATER, {"person": rater_id})
    heads = (_("Periode"), _("Orang"), _("Di atas (%)"), _("Sesuai (%)"), _("Di bawah (%)"))
    points = tuple(_shares(names, n, counts, hide=False) for names, n, counts in rows)
    here = reverse("fairness:my_habits") if actor.person_id == rater_id else reverse("fairness:rater", args=[rater_id])
    return Trend(
        _("Tren penilai"), rater.full_name, _("Rating di atas ekspektasi"), heads, points, "penilai", rater_id,
        (_("Kebiasaan menilai"), here),
    )  # fmt: skip


def _periods(statement: str, given: dict[str, Any]) -> list[tuple[tuple[str, str], int, tuple[int, ...]]]:
    """(names of the period, people, counts), oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found = {period: (n, tuple(counts)) for period, n, *counts in cursor.fetchall()}
    periods = Period.objects.select_related("cycle").filter(pk__in=found).order_by("-ends_on", "-number")[:LATEST]
    return [(_names(p), *found[p.pk]) for p in reversed(periods)]


def _shares(names: tuple[str, str], n: int, counts: Sequence[int], *, hide: bool) -> Point:
    """Shares in percent. A row with a cell of one to four people is hidden whole, as its parts add up to the total."""
    (title, short), whole = names, sum(counts)
    if hide and (n < mapping.LIMIT or any(0 < count < mapping.LIMIT for count in counts)):
        return Point(title, None, None, (_("disembunyikan"), "", "", ""), short=short)
    shares = [round(100 * count / whole, 1) for count in counts] if whole else [0.0] * len(counts)
    cells = (str(n), *(f"{share:.1f}".replace(".", ",") for share in shares))
    return Point(title, shares[0], n, cells, short=short)
