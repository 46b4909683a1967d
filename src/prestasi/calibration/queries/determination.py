"""O04 *Penetapan*: what a unit's results amount to, the exceptions only, and who still has to sign."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from prestasi.calibration.models import Determination, Session
from prestasi.calibration.permissions import Standing, check_may_read_unit
from prestasi.calibration.queries.distribution import Group, Place, UnitPattern, places, unit_patterns
from prestasi.calibration.queries.population import Population, Rated, counted, grouped, population
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Evaluation, Period, RatingChange
from prestasi.performance.queries.words import period_words, predicate_word

DESKS_SHOWN, NAMES_SHOWN = 40, 30


@dataclass(frozen=True, slots=True)
class Desk:
    """Results not confirmed yet that lie with one person: to be rated, or rated and to be confirmed above the rater."""

    holder: str
    unrated: int
    unconfirmed: int
    names: tuple[str, ...]

    @property
    def count(self) -> int:
        return self.unrated + self.unconfirmed

    @property
    def unnamed(self) -> int:
        return self.count - len(self.names)


@dataclass(frozen=True, slots=True)
class Changed:
    """One rating that was changed after it was given."""

    name: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeterminationPage:
    unit_id: int
    period_id: int
    title: str
    period: str
    is_closed: bool
    standing: Standing
    ready: tuple[Rated, ...]
    group: Group
    level: str
    places: tuple[Place, ...]
    off_pattern: tuple[UnitPattern, ...]
    desks: tuple[Desk, ...]
    unsigned_count: int
    released: int
    changed: tuple[Changed, ...]
    session_id: int | None
    pending: Determination | None
    past: tuple[Determination, ...]
    reader_id: int | None

    @property
    def needs_reason(self) -> bool:
        return bool(self.off_pattern)

    @property
    def can_ask(self) -> bool:
        return self.standing.leads and self.pending is None and bool(self.ready)

    @property
    def can_decide(self) -> bool:
        pending = self.pending
        return pending is not None and self.standing.leads and pending.requested_by_id != self.reader_id


def determination_page(actor: Actor, unit_id: int, period_id: int) -> DeterminationPage:
    """Eight statements, whatever the size of the unit."""
    standing = check_may_read_unit(actor, unit_id)
    period = Period.objects.select_related("cycle").filter(pk=period_id).first()
    if period is None:
        raise NotVisible
    people = population(unit_id, period_id)
    ready = ready_rows(people)
    whole, units = unit_patterns(people, period.ends_on)
    known = Determination.objects.filter(unit=unit_id, period=period).select_related("requested_by", "decided_by")
    rows = list(known.order_by("-requested_at"))
    unsigned = [row for row in people.people if row.state in {"open", "self", "rated"}]
    running = Session.objects.filter(unit=unit_id, period=period).exclude(state="closed")
    return DeterminationPage(
        unit_id=unit_id, period_id=period_id, title=people.name, period=period_words(period),
        is_closed=period.state == Period.State.CLOSED, standing=standing, ready=ready,
        group=Group("", people.name, len(ready), counted(ready)), level=whole.level,
        places=places(people.levels.get(unit_id), whole.pattern, whole.group), off_pattern=off_pattern(whole, units),
        desks=_desks(unsigned), unsigned_count=len(unsigned),
        released=sum(row.released_at is not None for row in people.people), changed=_changed(ready),
        session_id=running.values_list("pk", flat=True).first(),
        pending=next((row for row in rows if row.state == "requested"), None),
        past=tuple(row for row in rows if row.state != "requested"), reader_id=actor.person_id,
    )  # fmt: skip


def ready_rows(people: Population) -> tuple[Rated, ...]:
    """Confirmed results that nobody has seen yet, in a fixed order."""
    return tuple(
        sorted((r for r in people.people if r.state == "confirmed" and r.released_at is None), key=lambda row: row.id)
    )


def off_pattern(whole: UnitPattern, units: Sequence[UnitPattern]) -> tuple[UnitPattern, ...]:
    """The whole and the units that break their pattern; small units only take advice and are not named."""
    return tuple(unit for unit in (whole, *units) if unit.pattern.fits is False and not unit.pattern.is_advice_only)


def digest_of(rows: Iterable[Sequence[int | None]]) -> str:
    """SHA-256 over the lines "evaluation,version,predicate" in the order of the evaluations."""
    lines = (",".join(str(part) for part in row) for row in sorted(rows, key=lambda row: row[0] or 0))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _desks(rows: Sequence[Rated]) -> tuple[Desk, ...]:
    """The fullest desks first."""
    found = grouped(rows, lambda row: row.superior if row.state == "rated" else row.rater)
    desks = [_desk(str(holder or _("Belum ada penilai")), at) for holder, at in found.items()]
    return tuple(sorted(desks, key=lambda desk: -desk.count)[:DESKS_SHOWN])


def _desk(holder: str, rows: Sequence[Rated]) -> Desk:
    rated = sum(row.state == "rated" for row in rows)
    return Desk(holder, len(rows) - rated, rated, tuple(row.name for row in rows[:NAMES_SHOWN]))


def _changed(ready: Sequence[Rated]) -> tuple[Changed, ...]:
    names = {row.id: row.name for row in ready}
    rows = RatingChange.objects.filter(evaluation__in=names).order_by("-at")[:200] if names else ()
    return tuple(
        Changed(names[r.evaluation_id], predicate_word(r.predicate_before), predicate_word(r.predicate_after), r.reason)
        for r in rows
    )


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in the list: how many results wait for the determination, and whether one is put forward."""

    unit_id: int
    period_id: int
    unit: str
    period: str
    ready: int
    unsigned: int
    released: int
    due_on: dt.date
    pending_by: str


def determinations_page(actor: Actor, units: Sequence[tuple[int, str]]) -> tuple[UnitLine, ...]:
    """Units of the reader in the periods that are open. Five statements."""
    periods = list(Period.objects.filter(state=Period.State.OPEN).select_related("cycle").order_by("-ends_on")[:2])
    waiting = Determination.objects.filter(state="requested", period__in=periods).select_related("requested_by")
    pending = {(row.unit_id, row.period_id): row.requested_by.full_name for row in waiting}
    paths = dict(
        UnitVersion.objects.filter(unit__in=[pk for pk, _name in units], valid_to__isnull=True).values_list(
            "unit", "path"
        )
    )
    found = []
    for period in periods:
        counts = _counts(period)
        for pk, name in units:
            inside = [c for unit_path, c in counts if unit_path.startswith(paths.get(pk, "-"))]
            ready, unsigned, released = (sum(c[i] for c in inside) for i in range(3))
            found.append(
                UnitLine(pk, period.pk, name, period_words(period), ready, unsigned, released, period.confirm_due_on,
                         pending.get((pk, period.pk), ""))
            )  # fmt: skip
    return tuple(found)


def _counts(period: Period) -> list[tuple[str, tuple[int, int, int]]]:
    """(path, (ready, unsigned, released)) of every unit with people of its own."""
    unsigned = Count("pk", filter=Q(state__in=("open", "self", "rated")))
    ready = Count("pk", filter=Q(state="confirmed", released_at__isnull=True))
    rows = Evaluation.objects.filter(period=period).values("unit").annotate(
        ready=ready, unsigned=unsigned, released=Count("pk", filter=Q(released_at__isnull=False))
    )  # fmt: skip
    by_unit = {r["unit"]: (r["ready"], r["unsigned"], r["released"]) for r in rows.order_by()}
    versions = UnitVersion.objects.filter(unit__in=by_unit, valid_to__isnull=True)
    return [(path, by_unit[pk]) for pk, path in versions.values_list("unit", "path")]


def pending_place(actor: Actor, determination_id: int) -> tuple[int, int]:
    """Unit and period of a determination that the actor may read."""
    place = Determination.objects.filter(pk=determination_id).values_list("unit_id", "period_id").first()
    if place is None:
        raise NotVisible
    check_may_read_unit(actor, place[0])
    return place
