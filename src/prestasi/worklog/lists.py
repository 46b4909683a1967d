"""Daily entries as spreadsheets: the columns of the national form, which are also those of the import."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.http import number_of
from prestasi.core.lists import Column, Listing
from prestasi.worklog.forms import month_of
from prestasi.worklog.models import Entry, EntryImportRow
from prestasi.worklog.permissions import check_may_read, import_or_404
from prestasi.worklog.states import EntryState

SOURCE = "ekinerja"


def _between(params: QueryDict) -> tuple[dt.date, dt.date]:
    """The month of the address, or its year; the running month when it names none."""
    year = params.get("tahun", "")
    if year.isdecimal() and len(year) == 4 and int(year) > 1999:
        return dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
    first = (month_of(params.get("bulan")) or clock.today()).replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _rows(person_id: int, params: QueryDict) -> Iterator[Entry]:
    first, last = _between(params)
    rows = Entry.objects.filter(person=person_id, on__range=(first, last)).exclude(state=EntryState.WITHDRAWN)
    plan, state = number_of(params.get("rencana")), params.get("status", "")
    rows = rows if plan is None else rows.filter(result=plan)
    rows = rows.filter(state=state) if state in EntryState.values else rows
    return rows.select_related("result").order_by("on", "starts").iterator(500)


def own_rows(actor: Actor, params: QueryDict) -> Iterator[Entry]:
    if actor.person_id is None:
        raise NotVisible
    return _rows(actor.person_id, params)


def rows_of_person(actor: Actor, params: QueryDict) -> Iterator[Entry]:
    """Somebody's entries, through the gate of reading them."""
    person = number_of(params.get("pegawai"))
    if person is None:
        raise NotVisible
    check_may_read(actor, person)
    return _rows(person, params)


COLUMNS = (
    Column("rencana", _("Rencana aksi"), lambda r: r.result.text),
    Column("tanggal", _("Tanggal"), lambda r: r.on),
    Column("mulai", _("Jam mulai"), lambda r: f"{r.starts:%H:%M}"),
    Column("selesai", _("Jam selesai"), lambda r: f"{r.ends:%H:%M}"),
    Column("kegiatan", _("Kegiatan harian"), lambda r: r.activity),
    Column("sumber", _("Sumber data"), lambda r: SOURCE),
    Column("realisasi", _("Realisasi"), lambda r: r.realisation),
    Column("satuan", _("Satuan"), lambda r: r.unit_of_measure),
    Column("bukti", _("Bukti dukung"), lambda r: r.link or r.file_title),
    Column("keadaan", _("Keadaan"), lambda r: str(r.get_state_display())),
)
FILTERS = (
    ("bulan", _("Bulan")), ("tahun", _("Tahun")), ("rencana", _("Rencana aksi")), ("status", _("Keadaan")),
)  # fmt: skip

OWN = Listing("catatan-harian", _("Catatan harian"), "worklog:month", COLUMNS, own_rows, FILTERS)
OF_PERSON = Listing(
    "catatan-pegawai", _("Catatan harian pegawai"), "worklog:team", COLUMNS, rows_of_person,
    (("pegawai", _("Pegawai")), *FILTERS), personal=True,
)  # fmt: skip


def wrong_rows(actor: Actor, params: QueryDict) -> Iterator[EntryImportRow]:
    """Rows of an own import that cannot be written, to be corrected and sent again."""
    batch = number_of(params.get("impor"))
    if batch is None:
        raise NotVisible
    found = EntryImportRow.objects.filter(batch=import_or_404(actor, batch), status="error")
    return found.order_by("number").iterator(500)


def _cell(name: str) -> Callable[[EntryImportRow], str]:
    return lambda row: str(row.values.get("cells", row.values).get(name, ""))


WRONG = Listing(
    "catatan-impor-salah", _("Baris catatan yang salah"), "exchange:entry_imports",
    (
        Column("baris", _("Baris"), lambda r: r.number),
        Column("nip", _("NIP / NI PPPK"), _cell("number")),
        Column("rencana", _("Rencana aksi"), _cell("result")),
        Column("tanggal", _("Tanggal"), _cell("on")),
        Column("mulai", _("Jam mulai"), _cell("starts")),
        Column("selesai", _("Jam selesai"), _cell("ends")),
        Column("kegiatan", _("Kegiatan harian"), _cell("activity")),
        Column("realisasi", _("Realisasi"), _cell("realisation")),
        Column("satuan", _("Satuan"), _cell("unit_of_measure")),
        Column("bukti", _("Bukti dukung"), _cell("link")),
        Column("salah", _("Yang salah"), lambda r: " ".join(m["text"] for m in r.messages)),
    ),
    wrong_rows, (("impor", _("Impor")),),
)  # fmt: skip
LISTS = (OWN, OF_PERSON, WRONG)
