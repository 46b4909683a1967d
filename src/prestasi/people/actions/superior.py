"""Changing the direct superior (*atasan langsung*) of a person from a date."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.people.actions.gates import person_to_change
from prestasi.people.actions.lines import Span, lay_lines
from prestasi.people.models import Person, ReportingLine


def change_superior(
    *, by: Actor, person_id: int, superior_id: int, effective_on: dt.date, source: str, key: str | None = None
) -> Receipt:
    """Let the person report to another superior from `effective_on` on; later recorded lines are replaced."""

    def act() -> Receipt:
        person = person_to_change(by, person_id)
        lay_superior(person, superior_id, effective_on, source)
        payload = {"superior": superior_id, "effective_on": effective_on.isoformat(), "source": source}
        return record(
            "reporting.changed", by=by, about=person, subject=person.pk, payload=payload,
            next_step=_("Berlaku mulai %(day)s.") % {"day": plain_date(effective_on)},
        )  # fmt: skip

    return once(key, by, act)


def lay_superior(person: Person, superior_id: int, day: dt.date, source: str) -> None:
    """Check and write the line; shared by the direct change and by an accepted correction."""
    if not source.strip():
        raise Invalid({"source": _("Isi dasar perubahan, misalnya nomor surat.")})
    superior = Person.objects.filter(pk=superior_id).first()
    if superior is None:
        raise Invalid({"superior_id": _("Pegawai ini tidak ada.")})
    if superior.pk == person.pk:
        raise Invalid({"superior_id": _("Seseorang tidak dapat menjadi atasannya sendiri.")})
    if superior.left_on and superior.left_on <= day:
        raise Invalid({"superior_id": _("%(name)s sudah tidak bekerja pada tanggal itu.") % {"name": superior}})
    last = ReportingLine.objects.filter(person=person).order_by("-valid_from").first()
    if last and last.superior_id == superior.pk and last.valid_from <= day and last.valid_to is None:
        raise Invalid({"superior_id": _("%(name)s sudah menjadi atasannya.") % {"name": superior}})
    lay_lines([person.pk], superior.pk, Span(day), source=source)
