"""Taking the list of people out of the system: with a purpose, within a quota, with an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import record
from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotVisible
from prestasi.core.formats import civil_servant_number
from prestasi.core.sheets import csv_lines, xlsx_file
from prestasi.people.models import Person
from prestasi.people.queries.directory import Filters, all_rows, matching

PER_DAY = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file to send: `file` for XLSX, `lines` for CSV."""

    name: str
    file: IO[bytes] | None = None
    lines: Iterator[str] | None = None


def export_people(*, by: Actor, filters: Filters, purpose: str, file_format: str) -> Sheet:
    """Everyone the actor sees and the filters keep. Closed when the day's quota is used up."""
    if not by.is_authenticated or by.user_id is None:
        raise NotVisible
    day = clock.today()
    with transaction.atomic():
        _check_quota(by, day)
        count = matching(by, filters, day).count()
        kept = {name: value for name, value in asdict(filters).items() if value}
        payload = {"what": "people", "purpose": purpose, "format": file_format, "rows": count, "filters": kept}
        record("data.exported", by=by, about=_subject(by), payload=payload)
    rows = _rows(by, filters, day)
    name = f"pegawai-{day:%Y%m%d}.{file_format}"
    if file_format == "csv":
        return Sheet(name, lines=csv_lines(heads(), rows))
    notes = [_("Diunduh %(name)s pada %(day)s.") % {"name": by.name, "day": day}, _("Keperluan: %s") % purpose]
    return Sheet(name, file=xlsx_file(_("Pegawai"), heads(), rows, notes))


def heads() -> tuple[str, ...]:
    """The column titles, in the reader's language."""
    return (
        "NIP", _("Nama"), _("Status"), _("Golongan"), _("Jabatan"), _("Jenis jabatan"), _("Unit kerja"),
        _("Jenis kelamin"), _("Tanggal lahir"), _("Mulai bekerja"), _("Surel"), _("Keterangan"),
    )  # fmt: skip


def _check_quota(by: Actor, day: dt.date) -> None:
    taken = Event.objects.filter(kind="data.exported", actor_user_id=by.user_id, at__date=day).count()
    if taken >= PER_DAY:
        raise Closed(_("Sudah %(count)s kali mengunduh hari ini, batasnya. Coba lagi besok.") % {"count": taken})


def _subject(by: Actor) -> Person:
    """The event is about the list, not about one person; the row only names the type."""
    return Person(pk=None, name=by.name)


def _rows(by: Actor, filters: Filters, day: dt.date) -> Iterator[tuple[object, ...]]:
    """Birth date and address (class K3) are for staff officers only; others get the columns empty."""
    private = by.has_role("analyst")
    for r in all_rows(by, filters, day):
        yield (
            civil_servant_number(r.full_number).replace("\u00a0", " "), r.name, r.employment, r.rank, r.post, r.kind,
            r.unit, str(Person.Sex(r.sex).label), r.born_on if private else "",
            r.joined_on, r.email if private else "", r.note,
        )  # fmt: skip
