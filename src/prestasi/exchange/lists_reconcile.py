"""Differences with SIASN as files: the list as filtered, and the corrections that BKN is asked to make."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core.actor import Actor
from prestasi.core.lists import Column, Listing
from prestasi.exchange.models import Difference
from prestasi.exchange.permissions_reconcile import check_may_reconcile
from prestasi.exchange.queries.differences import filtered, sorted_rows


def _rows(actor: Actor, params: QueryDict) -> Iterator[Difference]:
    check_may_reconcile(actor)
    rows = sorted_rows(filtered(params), params.get("sort", "nama"))
    return rows.select_related("batch", "decided_by").iterator(2_000)


def _kept(actor: Actor, params: QueryDict) -> Iterator[Difference]:
    check_may_reconcile(actor)
    rows = Difference.objects.filter(state=Difference.State.KEPT).order_by("name", "field")
    return rows.select_related("batch", "decided_by").iterator(2_000)


_WHO = (
    Column("nomor", _("Nomor induk"), lambda d: d.number, private=True),
    Column("nama", _("Nama"), lambda d: d.name),
    Column("bidang", _("Bidang"), lambda d: str(d.get_field_display())),
)
_BOTH = (
    Column("kita", _("Data kita"), lambda d: d.ours),
    Column("kita_sejak", _("Data kita sejak"), lambda d: d.ours_since),
    Column("kita_sumber", _("Sumber data kita"), lambda d: d.ours_source),
    Column("siasn", _("Data SIASN"), lambda d: d.theirs),
    Column("siasn_sejak", _("Data SIASN sejak"), lambda d: d.theirs_since),
    Column("siasn_berkas", _("Berkas SIASN"), lambda d: d.batch.file_name),
    Column("siasn_per", _("Keadaan SIASN per"), lambda d: d.batch.effective_on),
)
_FILTERS = (
    ("q", _("Kata cari")), ("keadaan", _("Keadaan")), ("bidang", _("Bidang")), ("unit", _("Unit nomor")),
    ("dapat", _("Dapat diambil")),
)  # fmt: skip

DIFFERENCES = Listing(
    "selisih-siasn", _("Selisih dengan SIASN"), "exchange:differences",
    (
        *_WHO, *_BOTH,
        Column("keadaan", _("Keadaan"), lambda d: str(d.get_state_display())),
        Column("dapat", _("Dapat diambil"), lambda d: d.can_take),
        Column("mengapa", _("Mengapa tidak"), lambda d: d.why_not),
        Column("alasan", _("Alasan"), lambda d: d.note),
    ),
    _rows, _FILTERS, personal=True,
)  # fmt: skip

CORRECTIONS = Listing(
    "koreksi-siasn", _("Koreksi SIASN yang diminta kepada BKN"), "exchange:differences",
    (
        *_WHO,
        Column("tertulis", _("Tertulis di SIASN"), lambda d: d.theirs),
        Column("seharusnya", _("Seharusnya"), lambda d: d.ours),
        Column("sejak", _("Sejak"), lambda d: d.ours_since),
        Column("dasar", _("Dasar"), lambda d: d.ours_source),
        Column("alasan", _("Alasan"), lambda d: d.note),
        Column("berkas", _("Berkas SIASN"), lambda d: d.batch.file_name),
        Column("per", _("Keadaan SIASN per"), lambda d: d.batch.effective_on),
        Column("oleh", _("Diputus oleh"), lambda d: d.decided_by.full_name if d.decided_by else ""),
        Column("pada", _("Diputus pada"), lambda d: d.decided_at),
    ),
    _kept, (("keadaan", _("Keadaan")),), personal=True,
)  # fmt: skip
