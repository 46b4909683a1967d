"""Requests to correct a reporting line: the analyst's queue and one's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.organization.queries.units import units_on
from prestasi.people.models import CorrectionRequest, Person
from prestasi.people.permissions import visible_people

MOST = 100


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One request. `mine` when this actor asked; `may_decide` when an analyst other than the asker looks."""

    id: int
    person_id: int
    person: str
    asks: str
    asks_label: str
    current: str
    proposed: str
    proposed_id: int | None
    since: dt.date
    reason: str
    asked_by: str
    asked_at: dt.datetime
    due_on: dt.date
    state: str
    state_label: str
    decided_by: str
    decided_at: dt.datetime | None
    decision_reason: str
    mine: bool
    may_decide: bool
    is_late: bool


def corrections(actor: Actor, *, only: int | None = None) -> list[CorrectionRow]:
    """Open requests first by due date, then decided ones, of people in sight or asked by the actor."""
    people = Person.objects.filter(visible_people(actor))
    own = Q(requested_by_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    found = CorrectionRequest.objects.filter(own | Q(person__in=people))
    if only:
        found = found.filter(pk=only)
    related = ("person", "current_superior", "proposed_superior", "requested_by", "decided_by")
    rows = found.select_related(*related).order_by("-state", "due_on", "-id")[:MOST]
    ordered = sorted(rows, key=lambda r: (r.state != "open", r.due_on if r.state == "open" else dt.date.max, -r.pk))
    decides = actor.has_role("analyst")
    ids = {unit for r in ordered for unit in (r.current_unit_id, r.proposed_unit_id) if unit}
    units = {pk: unit.name for pk, unit in units_on(ids, clock.today()).items()} if ids else {}
    return [_row(r, actor, decides, units) for r in ordered]


def _row(r: CorrectionRequest, actor: Actor, decides: bool, units: dict[int, str]) -> CorrectionRow:
    mine = actor.person_id == r.requested_by_id
    if r.asks == CorrectionRequest.Asks.UNIT:
        current, proposed = units.get(r.current_unit_id or 0, ""), units.get(r.proposed_unit_id or 0, "")
    else:
        current, proposed = _name(r.current_superior), _name(r.proposed_superior)
    return CorrectionRow(
        id=r.pk, person_id=r.person_id, person=r.person.full_name, asks=r.asks,
        asks_label=r.get_asks_display(), current=current, proposed=proposed,
        proposed_id=r.proposed_superior_id, since=r.since, reason=r.reason,
        asked_by=r.requested_by.full_name, asked_at=r.requested_at, due_on=r.due_on, state=r.state,
        state_label=r.get_state_display(), decided_by=_name(r.decided_by), decided_at=r.decided_at,
        decision_reason=r.decision_reason, mine=mine, is_late=r.state == "open" and r.due_on < clock.today(),
        may_decide=decides and not mine and actor.person_id != r.person_id and r.state == "open",
    )  # fmt: skip


def _name(person: Person | None) -> str:
    return person.full_name if person else ""
