"""N15: similar past cases by plain points, without names, and what became of objections year by year.

The points are shown with each case: two for the same kind of item, one each for the same kind of unit, the same kind of
post, the same predicate. Precedents bind nobody; they are read beside the case by the analyst and the one who decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from prestasi.core.formats import percent
from prestasi.objection.models import Objection
from prestasi.objection.queries.words import CATEGORY
from prestasi.objection.states import DECIDED
from prestasi.organization.models import PositionKind, UnitVersion
from prestasi.performance.queries.words import PREDICATE_TONES, predicate_word

MOST = 5
SMALLEST_CELL = 5
READ = 2000
# kinds of units that are written in capitals
ABBREVIATED = frozenset({"blud", "opd", "paud", "rs", "rsud", "sd", "sma", "smk", "smp", "tk", "upt", "uptd"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What cases are compared by."""

    kinds: frozenset[str]
    unit_kind: str
    post_kind: str
    predicate: int


@dataclass(frozen=True, slots=True)
class Precedent:
    """One past case: year, outcome, predicate before and after, days it took, its rule, and why it is alike."""

    year: int
    outcome: str
    tone: str
    before: str
    after: str
    after_tone: str
    days: int
    headnote: str
    points: int
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year; None where fewer than five cases would show somebody."""

    year: int
    filed: int | None
    decided: int | None
    upheld: str
    days: int | None
    late: str


def _unit_kind() -> Subquery:
    versions = UnitVersion.objects.filter(unit=OuterRef("unit"), valid_from__lte=OuterRef("received_on"))
    return Subquery(versions.order_by("-valid_from").values("kind")[:1])


def facts_of(objection: Objection) -> Facts:
    """One statement."""
    row = (
        Objection.objects.filter(pk=objection.pk)
        .annotate(unit_kind=_unit_kind(), kinds=ArrayAgg("items__kind", distinct=True, default=[]))
        .values_list("kinds", "unit_kind", "evaluation__plan__position__kind", "predicate_before")
        .get()
    )
    return Facts(frozenset(row[0]), row[1] or "", row[2], row[3])


def similar_to(objection: Objection, facts: Facts) -> tuple[Precedent, ...]:
    """The five most alike among the decided cases, newest first at equal points. One statement."""
    rows = (
        Objection.objects.filter(state__in=DECIDED)
        .exclude(pk=objection.pk)
        .exclude(Q(person=objection.person_id) | Q(rater=objection.rater_id))
        .annotate(unit_kind=_unit_kind(), kinds=ArrayAgg("items__kind", distinct=True, default=[]))
        .select_related("evaluation__plan__position")
        .order_by("-decided_at")[:READ]
    )
    found = [_compared(row, facts) for row in rows]
    found.sort(key=lambda one: -one.points)
    return tuple(one for one in found[:MOST] if one.points >= 2)


def _compared(row: Objection, facts: Facts) -> Precedent:
    assert row.decided_at is not None
    points, alike = _alike(row, facts)
    return Precedent(
        year=row.decided_at.year, outcome=row.get_state_display(), tone="b" if row.state == "changed" else "none",
        before=predicate_word(row.predicate_before), after=predicate_word(row.predicate_after),
        after_tone=PREDICATE_TONES.get(row.predicate_after or 0, ""), days=_days(row), headnote=row.headnote,
        points=points, alike=alike,
    )  # fmt: skip


def unit_kind_words(kind: str) -> str:
    """*Jenis unit* as people write it: `sekretariat_opd` is "sekretariat OPD", `sd` is "SD"."""
    return " ".join(word.upper() if word in ABBREVIATED else word for word in kind.split("_"))


def _alike(row: Objection, facts: Facts) -> tuple[int, tuple[str, ...]]:
    shared = facts.kinds & frozenset(row.kinds)  # type: ignore[attr-defined]
    unit_kind, position = row.unit_kind, row.evaluation.plan.position  # type: ignore[attr-defined]
    points, words = 0, []
    if shared:
        points += 2
        words.append(_("butir sama: %s") % ", ".join(str(CATEGORY[kind]) for kind in sorted(shared)))
    if unit_kind and unit_kind == facts.unit_kind:
        points += 1
        words.append(_("unit sejenis: %s") % unit_kind_words(unit_kind))
    if position.kind == facts.post_kind:
        points += 1
        words.append(_("jabatan sejenis: %s") % str(PositionKind(position.kind).label).lower())
    if row.predicate_before == facts.predicate:
        points += 1
        words.append(_("predikat semula sama"))
    return points, tuple(words)


def _days(row: Objection) -> int:
    assert row.decided_at is not None
    return (row.decided_at.date() - row.arrived_at.date()).days


def statistics() -> tuple[YearRow, ...]:
    """All years, newest first. One statement."""
    rows = Objection.objects.exclude(state="withdrawn").only(
        "state", "arrived_at", "decided_at", "decision_due_on", "received_on"
    )
    years: dict[int, list[Objection]] = {}
    for row in rows:
        years.setdefault(row.arrived_at.year, []).append(row)
    return tuple(_year(year, found) for year, found in sorted(years.items(), reverse=True))


def _year(year: int, rows: Sequence[Objection]) -> YearRow:
    decided = [row for row in rows if row.state in DECIDED and row.decided_at]
    changed = sum(row.state == "changed" for row in decided)
    late = sum(bool(row.decided_at and row.decided_at.date() > row.decision_due_on) for row in decided)
    enough = len(decided) >= SMALLEST_CELL
    return YearRow(
        year=year, filed=_cell(len(rows)), decided=_cell(len(decided)), upheld=_share(changed, len(decided)),
        days=int(median(_days(row) for row in decided)) if enough else None, late=_share(late, len(decided)),
    )  # fmt: skip


def _cell(count: int) -> int | None:
    return count if count >= SMALLEST_CELL else None


def _share(part: int, whole: int) -> str:
    """A share is hidden with its whole; nought and all are shares like others."""
    return percent(part * 100 / whole, 0) if whole >= SMALLEST_CELL else ""
