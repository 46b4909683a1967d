"""Imports and their rows as files."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core.actor import Actor
from prestasi.core.lists import Column, Listing
from prestasi.exchange.lists_reconcile import CORRECTIONS, DIFFERENCES
from prestasi.exchange.permissions import batch_or_404, check_reader
from prestasi.exchange.queries.batches import BatchRow, RowLine, all_lines, batches
from prestasi.exchange.siasn import CREDITS, PERIODIC, YEARLY
from prestasi.exchange.siasn_left_out import LEFT_OUT


def _batches(actor: Actor, params: QueryDict) -> list[BatchRow]:
    check_reader(actor)
    return batches()


def _lines(actor: Actor, params: QueryDict) -> Iterator[tuple[str, RowLine]]:
    asked = params.get("impor", "")
    batch = batch_or_404(actor, int(asked) if asked.isdecimal() and len(asked) < 18 else 0)
    return all_lines(batch, params.get("status", ""))


IMPORTS = Listing(
    "impor", _("Riwayat impor"), "exchange:imports",
    (
        Column("berkas", _("Berkas"), lambda r: r.file_name),
        Column("isi", _("Isinya"), lambda r: str(r.kind)),
        Column("keadaan", _("Keadaan"), lambda r: str(r.state_label)),
        Column("baris", _("Baris"), lambda r: r.rows),
        Column("ditulis", _("Baris yang berpengaruh"), lambda r: r.written),
        Column("oleh", _("Oleh"), lambda r: r.by),
        Column("waktu", _("Waktu"), lambda r: r.at),
    ),
    _batches,
)  # fmt: skip

ROWS = Listing(
    "baris-impor", _("Baris impor"), "exchange:imports",
    (
        Column("baris", _("Baris"), lambda r: r[1].number),
        Column("nomor", _("Nomor"), lambda r: r[1].key, private=True),
        Column("nama", _("Nama"), lambda r: r[1].name),
        Column("keadaan", _("Keadaan"), lambda r: r[0]),
        Column("perubahan", _("Yang berubah"), lambda r: "; ".join(f"{n}: {a} → {b}" for n, a, b in r[1].changes)),
        Column("catatan", _("Catatan"), lambda r: "; ".join(f"{m.column}: {m.text}" for m in r[1].messages)),
    ),
    _lines, (("impor", _("Impor nomor")), ("status", _("Keadaan"))), personal=True,
)  # fmt: skip

LISTS = (IMPORTS, ROWS, PERIODIC, YEARLY, CREDITS, LEFT_OUT, DIFFERENCES, CORRECTIONS)
