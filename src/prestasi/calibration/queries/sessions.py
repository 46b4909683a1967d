"""The list of calibration sessions that somebody may read, and what a new one needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from prestasi.calibration.models import Before, Discussed, Session
from prestasi.calibration.permissions import check_may_open, visible_sessions
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment
from prestasi.people.permissions import headed_units
from prestasi.performance.models import Period, RatingChange
from prestasi.performance.queries.words import period_words


@dataclass(frozen=True, slots=True)
class SessionLine:
    id: int
    unit: str
    period: str
    state: str
    words: str
    meets_on: dt.date
    opened_by: str
    people: int
    discussed: int
    changed: int
    is_member: bool


@dataclass(frozen=True, slots=True)
class Openable:
    """A unit that the reader may look at, with the periods that are open and the one closed last."""

    unit_id: int
    name: str


@dataclass(frozen=True, slots=True)
class SessionList:
    rows: tuple[SessionLine, ...]
    units: tuple[Openable, ...]
    periods: tuple[tuple[int, str], ...]
    current: int | None
    can_open: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take part: heads of the unit and of those below."""

    id: int
    name: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class Opening:
    unit_id: int
    period_id: int
    unit: str
    period: str
    candidates: tuple[Candidate, ...]


def sessions_page(actor: Actor) -> SessionList:
    """Six statements at most."""
    periods = list(Period.objects.exclude(state="ahead").order_by("-ends_on", "-number")[:8])
    open_ones = [period for period in periods if period.state == Period.State.OPEN]
    units = units_of(actor)
    current = (open_ones or periods)[0].pk if periods else None
    is_analyst = actor.has_role("analyst")
    can_open = bool(units and open_ones) and (is_analyst or bool(headed_units(actor.person_id or 0)))
    return SessionList(
        _rows(actor), units, tuple((period.pk, period_words(period)) for period in periods), current, can_open
    )


def _rows(actor: Actor) -> tuple[SessionLine, ...]:
    here = {"session": OuterRef("pk")}
    day = clock.today()
    found = (
        Session.objects.filter(visible_sessions(actor)).distinct().select_related("period__cycle", "opened_by")
        .annotate(
            people=_number(Before.objects.filter(**here)),
            talked=_number(Discussed.objects.filter(**here)),
            changed=_changes(),
            name=Subquery(UnitVersion.objects.on(day).filter(unit=OuterRef("unit")).values("name")[:1]),
            is_member=Exists(Session.objects.filter(pk=OuterRef("pk"), members__person=actor.person_id)),
        )
        .order_by("-opened_at")[:100]
    )  # fmt: skip
    return tuple(_line(session) for session in found)


def _line(session: Session) -> SessionLine:
    return SessionLine(
        session.pk, session.name or "", period_words(session.period), session.state,  # type: ignore[attr-defined]
        session.get_state_display(), session.meets_on, session.opened_by.full_name,
        session.people, session.talked, session.changed, session.is_member,  # type: ignore[attr-defined]
    )  # fmt: skip


def _number(rows: object) -> Coalesce:
    counted = rows.order_by().values("session").annotate(n=Count("pk")).values("n")  # type: ignore[attr-defined]
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _changes() -> Coalesce:
    rows = RatingChange.objects.filter(basis="calibration", basis_id=OuterRef("pk")).order_by()
    counted = rows.values("basis_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def units_of(actor: Actor) -> tuple[Openable, ...]:
    """Units the reader heads, or for offices the units directly below the top."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return ()
    versions = UnitVersion.objects.on(clock.today())
    wanted = Q(unit__in=headed_units(actor.person_id))
    offices = [grant for grant in actor.grants if grant.role in {"analyst", "auditor"}]
    if any(grant.unit_id is None for grant in offices):
        tops = versions.filter(parent__isnull=True).values("unit")
        wanted |= Q(parent__isnull=True) | Q(parent__in=tops)
    wanted |= Q(unit__in=[grant.unit_id for grant in offices if grant.unit_id])
    return tuple(Openable(*row) for row in versions.filter(wanted).order_by("path").values_list("unit", "name")[:200])


def opening(actor: Actor, unit_id: int, period_id: int) -> Opening | None:
    """Who could take part in a session of the unit; None when unit or period do not exist. Five statements."""
    check_may_open(actor, unit_id)
    day = clock.today()
    unit = UnitVersion.objects.on(day).filter(unit=unit_id).first()
    period = Period.objects.select_related("cycle").filter(pk=period_id).first()
    if unit is None or period is None:
        return None
    below = UnitVersion.objects.on(day).filter(path__startswith=unit.path)
    names = dict(below.values_list("unit", "name"))
    held = Assignment.objects.on(day).filter(position__is_head=True, position__unit__in=names)
    rows = held.exclude(person=actor.person_id).select_related("person", "position").order_by("person__name", "pk")
    found = {row.person_id: row for row in rows[:200]}
    return Opening(
        unit_id, period_id, unit.name, period_words(period),
        tuple(Candidate(pk, row.person.full_name, row.position.title, names[row.position.unit_id])
              for pk, row in found.items()),
    )  # fmt: skip
