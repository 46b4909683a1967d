"""S05: delegations given and held, and who may receive one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from prestasi.accounts.models import Delegation
from prestasi.accounts.queries.standing import full_name, unit_name
from prestasi.core import clock
from prestasi.core.above import rows_of
from prestasi.core.actor import Actor

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One delegation as its giver or holder sees it; `last_on` is the last day it counts."""

    id: int
    other: str
    scopes: tuple[str, ...]
    starts_on: dt.date
    last_on: dt.date | None
    reason: str
    state: str
    can_answer: bool
    can_end: bool
    can_act: bool
    is_acting: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be chosen as holder."""

    id: int
    name: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class ToApprove:
    """A delegation that the holder accepted and that waits for the giver's superior."""

    id: int
    giver: str
    holder: str
    scopes: tuple[str, ...]
    starts_on: dt.date
    last_on: dt.date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Delegations:
    """The whole page."""

    given: tuple[Line, ...]
    held: tuple[Line, ...]
    to_approve: tuple[ToApprove, ...] = ()


def to_approve(actor: Actor) -> tuple[ToApprove, ...]:
    """Accepted delegations of people whom the actor leads today; the second step. One statement."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return ()
    led = rows_of("people.ReportingLine").on(clock.today()).filter(superior=actor.person_id).values("person")
    rows = Delegation.objects.filter(state=Delegation.State.ACCEPTED, giver__in=led, valid_to__gt=clock.today())
    return tuple(
        ToApprove(
            row.pk, _name(row.giver), _name(row.holder), tuple(str(Delegation.Scope(s).label) for s in row.scopes),
            row.valid_from, row.valid_to - dt.timedelta(days=1) if row.valid_to else None, row.reason,
        )
        for row in rows.select_related("giver", "holder").order_by("valid_from", "pk")
    )  # fmt: skip


def _name(person: Any) -> str:
    return full_name(person.title_before, person.name, person.title_after)


def delegations_of(actor: Actor, acting_id: int | None) -> Delegations:
    """Open and recent delegations of the actor's own; powers held for another do not appear."""
    rows = (
        Delegation.objects.filter(Q(giver_id=actor.person_id) | Q(holder_id=actor.person_id))
        .select_related("giver", "holder")
        .order_by("-valid_from", "-pk")[:40]
    )
    lines = [(row.giver_id == actor.person_id, _line(row, actor, acting_id)) for row in rows]
    return Delegations(
        tuple(line for is_given, line in lines if is_given),
        tuple(line for is_given, line in lines if not is_given),
        to_approve(actor),
    )


def _line(row: Delegation, actor: Actor, acting_id: int | None) -> Line:
    is_given = row.giver_id == actor.person_id
    other = row.holder if is_given else row.giver
    runs = row.state == Delegation.State.ACTIVE and row.is_valid_on(clock.today())
    is_over = row.valid_to is not None and row.valid_to <= clock.today()
    waits = row.state == Delegation.State.PROPOSED and not is_over
    return Line(
        id=row.pk,
        other=full_name(other.title_before, other.name, other.title_after),
        scopes=tuple(str(Delegation.Scope(s).label) for s in row.scopes),
        starts_on=row.valid_from,
        last_on=row.valid_to - dt.timedelta(days=1) if row.valid_to else None,
        reason=row.reason,
        state="over" if is_over and row.state in _OPEN else row.state,
        can_answer=waits and not is_given,
        can_end=row.state in _OPEN and not is_over and (is_given or runs),
        can_act=runs and not is_given and row.pk != acting_id,
        is_acting=row.pk == acting_id,
    )


_OPEN = frozenset({Delegation.State.PROPOSED, Delegation.State.ACCEPTED, Delegation.State.ACTIVE})


def candidates(actor: Actor, search: str = "", only: int | None = None) -> tuple[Candidate, ...]:
    """Colleagues of the own units and people of the own line below, with an active account, by name."""
    rows = _eligible(actor.person_id or 0, clock.today())
    if only is not None:
        rows = rows.filter(person=only)
    for word in search.split()[:4]:
        rows = rows.filter(person__name__icontains=word)
    rows = rows.order_by("person__name", "pk").values(*_FIELDS, "unit_name")[:MOST_CANDIDATES]
    return tuple(
        Candidate(
            r["person"],
            full_name(r["person__title_before"], r["person__name"], r["person__title_after"]),
            r["position__title"],
            r["unit_name"] or "",
        )
        for r in rows
    )


_FIELDS = ("person", "person__name", "person__title_before", "person__title_after", "position__title")


def _eligible(giver_id: int, day: dt.date) -> QuerySet[Any]:
    """Definitive posts today of colleagues in the giver's units and of the giver's subordinates."""
    posts = rows_of("people.Assignment")
    lines = rows_of("people.ReportingLine")
    definitive = posts.on(day).filter(kind="definitive")
    own_units = posts.on(day).filter(person=giver_id).values("unit")
    below = lines.on(day).filter(superior=giver_id).values("person")
    # a union, not OR: each half then starts from its own index and never from all posts of the agency
    near = definitive.filter(unit__in=own_units).values("pk").union(definitive.filter(person__in=below).values("pk"))
    return (
        definitive.filter(pk__in=near, person__user__is_active=True, person__left_on=None)
        .exclude(person=giver_id)
        .annotate(unit_name=Coalesce(Subquery(unit_name(day, "unit")), "unit__code"))
    )
