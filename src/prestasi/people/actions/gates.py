"""The gate before every change of staff data: the analyst whose grant covers the person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed
from prestasi.people.models import Person
from prestasi.people.permissions import Relation, check_visible


def person_to_change(by: Actor, person_id: int) -> Person:
    """The person, locked. NotVisible outside the actor's sight, NotAllowed for readers and for one's own data."""
    found = check_visible(by, person_id)
    if Relation.ANALYST not in found or Relation.SELF in found:
        raise NotAllowed(
            _("Data pegawai ini diubah oleh analis kepegawaian, dan tidak pernah oleh pegawainya sendiri."),
            _("Analis kepegawaian yang hibah perannya mencakup unit pegawai ini."),
        )
    return Person.objects.select_for_update().get(pk=person_id)
