"""People and units that answer a question in the command palette, only those the actor may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.http import Request
from prestasi.organization.queries.units import search_units
from prestasi.people.queries.directory import Filters, PersonRow, people_page

MOST = 6


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the palette."""

    label: str
    url: str
    icon: str
    group: str
    note: str


def search(request: Request, text: str) -> list[Found]:
    """Provider for `settings.PALETTE_PROVIDERS`."""
    actor: Actor = request.actor
    if len(text.strip()) < 3 or not actor.is_authenticated:
        return []
    people = people_page(actor, Filters(q=text)).rows[:MOST]
    units = search_units(text, clock.today(), 4)
    return [_person(row) for row in people] + [
        Found(unit.name, reverse("organization:unit", args=[unit.id]), "building", "thing", unit.kind_label)
        for unit in units
    ]


def _person(row: PersonRow) -> Found:
    note = ", ".join(part for part in (row.post, row.unit) if part)
    return Found(row.name, reverse("people:card", args=[row.id]), "user", "person", note)
