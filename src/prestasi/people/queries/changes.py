"""Before a change: who may make it, and what it will do."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed
from prestasi.core.formats import plain_date
from prestasi.organization.models import Position
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.people.permissions import Relation, check_visible


def check_may_change(actor: Actor, person_id: int) -> Person:
    """The person for a page of changes: NotVisible outside sight, NotAllowed for readers and for oneself."""
    found = check_visible(actor, person_id)
    if Relation.ANALYST not in found or Relation.SELF in found:
        raise NotAllowed(
            _("Data pegawai ini diubah oleh analis kepegawaian, dan tidak pernah oleh pegawainya sendiri."),
            _("Analis kepegawaian yang hibah perannya mencakup unit pegawai ini."),
        )
    return Person.objects.get(pk=person_id)


def move_effects(
    person_id: int, *, position_id: int, effective_on: dt.date, superior_id: int | None, decree: str
) -> list[str]:
    """Sentences for the effect page of a move."""
    position = Position.objects.get(pk=position_id)
    old = Assignment.objects.on(effective_on).filter(person_id=person_id, kind="definitive").first()
    led = ReportingLine.objects.on(effective_on).filter(superior_id=person_id).count()
    day = plain_date(effective_on)
    told = [_("Mulai %(day)s jabatannya %(post)s, menurut %(decree)s.") % {
        "day": day, "post": position.title, "decree": decree
    }]  # fmt: skip
    if old:
        told.append(_("Jabatan %(post)s berakhir pada hari itu.") % {"post": old.position.title})
    told.append(_chief_sentence(superior_id))
    if led and old and old.position.is_head:
        told.append(_("%(count)s bawahan melapor kepada pimpinan di atasnya sampai ada pengganti.") % {"count": led})
    return told


def _chief_sentence(superior_id: int | None) -> str:
    if superior_id is None:
        return _("Atasan langsungnya pimpinan unit baru.")
    return _("Atasan langsungnya %(name)s.") % {"name": Person.objects.get(pk=superior_id).full_name}
