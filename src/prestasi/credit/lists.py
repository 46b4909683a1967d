"""The list of accounts as a download."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core.actor import Actor
from prestasi.core.lists import Column, Listing
from prestasi.credit.queries.people import Asked, Row, all_accounts


def _rows(actor: Actor, params: QueryDict) -> Iterator[Row]:
    asked = Asked(params.get("q", ""), params.get("keadaan", ""), params.get("sort", "name"))
    return all_accounts(actor, asked)


def _figure(thousandths: int | None) -> Decimal | None:
    return None if thousandths is None else Decimal(thousandths) / 1000


ACCOUNTS = Listing(
    "buku-angka-kredit", _("Angka kredit pejabat fungsional"), "credit:list",
    (
        Column("nama", _("Nama"), lambda row: row.name, private=True),
        Column("jabatan", _("Jabatan"), lambda row: row.post),
        Column("unit", _("Unit kerja"), lambda row: row.unit),
        Column("jenjang", _("Jenjang"), lambda row: row.level),
        Column("golongan", _("Pangkat/golongan"), lambda row: row.rank),
        Column("sampai", _("Ditetapkan sampai"), lambda row: row.until),
        Column("jumlah", _("Angka kredit"), lambda row: _figure(row.points)),
        Column("kurang_pangkat", _("Kurang untuk pangkat"), lambda row: _figure(row.rank_short)),
        Column("kurang_jenjang", _("Kurang untuk jenjang"), lambda row: _figure(row.level_short)),
        Column("menunggu", _("Menunggu orang kedua"), lambda row: row.waits),
    ),
    _rows, (("q", _("Kata cari")), ("keadaan", _("Keadaan")), ("sort", _("Urutan"))), personal=True,
)  # fmt: skip

LISTS = (ACCOUNTS,)
