"""The gate before every change of staff data: the analyst whose grant covers the person."""

from __future__ import annotations

from prestasi.core.actor import Actor
from prestasi.people.models import Person
from prestasi.people.queries.changes import check_may_change


def person_to_change(by: Actor, person_id: int) -> Person:
    """The person, locked for the act. NotVisible outside the actor's sight, NotAllowed for readers and for oneself."""
    check_may_change(by, person_id)
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)
