"""Taking a list out of the system: with a purpose where it is about people, within a quota, always with an event."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models.functions import Now
from django.http import QueryDict
from django.utils.translation import gettext as _

from prestasi.accounts.models import User
from prestasi.audit.actions.record import record
from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.formats import stamp
from prestasi.core.lists import Column, Listing
from prestasi.core.receipt import Receipt
from prestasi.core.sheets import csv_file, xlsx_file

PER_DAY = 20
SHORTEST_PURPOSE = 10


@dataclass(frozen=True, slots=True)
class Export:
    """The file to send, rewound, and the receipt of taking it."""

    name: str
    file: IO[bytes]
    rows: int
    receipt: Receipt


class Counted:
    """Rows that are counted while they pass, so that the whole list is never held."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.count += 1
            yield row


def export_list(
    *, by: Actor, listing: Listing, params: QueryDict, purpose: str = "", file_format: str = "xlsx",
    columns: Sequence[str] = (),
) -> Export:  # fmt: skip
    """Every row the actor sees and the filters keep, as a file.

    Errors: whatever the list's gate raises; Invalid without a purpose; Closed when the day's quota is used up.
    """
    if not by.is_authenticated or by.user_id is None:
        raise NotVisible
    if listing.personal and len(purpose.strip()) < SHORTEST_PURPOSE:
        raise Invalid({"purpose": _("Jelaskan keperluannya, paling sedikit 10 huruf.")})
    with transaction.atomic():
        user = User.objects.select_for_update().only("pk").get(pk=by.user_id)
        if listing.personal and not left_now(by):
            raise Closed(_("Sudah %s kali mengunduh dalam 24 jam, batasnya. Coba lagi besok.") % PER_DAY)
        rows = Counted(listing.rows(by, params))
        file = written(by, listing, params, purpose, file_format, listing.chosen(columns), rows)
        payload = {
            "what": listing.name, "purpose": purpose, "format": file_format, "rows": rows.count,
            "filters": listing.kept(params), "columns": list(columns), "personal": listing.personal,
        }  # fmt: skip
        receipt = record("data.exported", by=by, about=user, subject=by.person_id, payload=payload)
    return Export(f"{listing.name}-{clock.today():%Y%m%d}.{file_format}", file, rows.count, receipt)


def left_now(by: Actor) -> int:
    """How many lists about people the actor may still take: PER_DAY within 24 hours of the database's clock."""
    since = Now() - dt.timedelta(days=1)
    taken = Event.objects.filter(kind="data.exported", actor_user_id=by.user_id, at__gt=since, payload__personal=True)
    return max(PER_DAY - taken.count(), 0)


def written(
    by: Actor, listing: Listing, params: QueryDict, purpose: str, file_format: str, columns: Sequence[Column],
    rows: Iterable[Any],
) -> IO[bytes]:  # fmt: skip
    """The file itself; row by row, whatever the format."""
    heads = [str(column.head) for column in columns]
    cells = (listing.cells(row, columns) for row in rows)
    if file_format == "csv":
        return csv_file(heads, cells)
    if file_format == "json":
        return json_file([column.key for column in columns], cells)
    return xlsx_file(str(listing.title), heads, cells, notes(by, listing, params, purpose))


def notes(by: Actor, listing: Listing, params: QueryDict, purpose: str) -> list[str]:
    """The second sheet: what this is, who took it, when, what for, and the filters in force."""
    taken = {"name": by.name, "at": stamp(clock.now())}
    said = [_("Daftar: %s") % listing.title, _("Diunduh %(name)s pada %(at)s.") % taken]
    said += [_("Keperluan: %s") % purpose] if purpose else []
    filters = listing.said(params)
    said += [_("Saringan %(name)s: %(value)s") % {"name": name, "value": value} for name, value in filters]
    return said if filters else [*said, _("Tanpa saringan: semua baris dalam jangkauan pandang.")]


def json_file(keys: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A JSON array with one object a line; numbers with decimals as text, so that none is rounded."""
    handle = tempfile.TemporaryFile(suffix=".json")  # noqa: SIM115 - handed over open
    handle.write(b"[")
    for number, row in enumerate(rows):
        line = json.dumps(dict(zip(keys, row, strict=True)), cls=DjangoJSONEncoder, ensure_ascii=False)
        handle.write(f"{',' if number else ''}\n{line}".encode())
    handle.write(b"\n]\n")
    handle.seek(0)
    return handle
