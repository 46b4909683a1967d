"""What a change of a unit does to its people; named in `settings.UNIT_EFFECTS`."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.organization.queries.effects import Effect
from prestasi.people.models import Assignment


def people_affected(unit_ids: frozenset[int], day: dt.date) -> list[Effect]:
    """Staff in the units, heads (who lose their post in a merge), acting officials."""
    held = Assignment.objects.on(day).filter(unit_id__in=unit_ids)
    heads = held.filter(kind="definitive", position__is_head=True).select_related("person", "position")
    acting = held.filter(kind__in=("plt", "plh")).select_related("person")
    names = tuple(f"{a.person.full_name}, {a.position.title}" for a in heads[:3])
    stand_ins = tuple(a.person.full_name for a in acting[:3])
    return [
        Effect(held.filter(kind="definitive").count(), _("pegawai bekerja di sini")),
        Effect(heads.count(), _("pejabat memimpin unit ini dan di bawahnya"), names, warns=True),
        Effect(acting.count(), _("Plt. atau Plh. sedang bertugas"), stand_ins, warns=True),
    ]
