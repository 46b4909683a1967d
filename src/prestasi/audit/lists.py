"""Events as files: the auditor's search and the own trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.audit.forms import SearchForm
from prestasi.audit.permissions import check_can_search
from prestasi.audit.queries.search import Found, exported
from prestasi.audit.queries.trail import TrailLine, whole_trail
from prestasi.core.actor import Actor
from prestasi.core.lists import Column, Listing


def _events(actor: Actor, params: QueryDict) -> Iterator[Found]:
    check_can_search(actor)
    return exported(actor, SearchForm(params).filters())


def _trail(actor: Actor, params: QueryDict) -> Iterator[TrailLine]:
    return whole_trail(actor, params.get("jenis", ""))


EVENTS = Listing(
    "peristiwa", _("Peristiwa"), "audit:search",
    (
        Column("nomor", _("Nomor"), lambda r: r.number),
        Column("waktu", _("Waktu"), lambda r: r.at),
        Column("jenis", _("Jenis"), lambda r: r.kind),
        Column("peristiwa", _("Peristiwa"), lambda r: r.title),
        Column("pelaku", _("Pelaku"), lambda r: r.actor),
        Column("kapasitas", _("Kapasitas"), lambda r: r.capacity),
        Column("atas_nama", _("Atas nama"), lambda r: r.on_behalf_of),
        Column("mengenai", _("Mengenai"), lambda r: r.subject),
        Column("unit", _("Unit"), lambda r: r.unit),
        Column("keterangan", _("Keterangan"), lambda r: r.sentence, private=True),
        Column("sidik", _("Sidik"), lambda r: r.hash),
    ),
    _events,
    (
        ("jenis", _("Jenis")), ("orang", _("Orang")), ("unit", _("Unit")), ("sejak", _("Sejak")),
        ("sampai", _("Sampai")), ("teks", _("Kata")), ("urut", _("Urutan")),
    ),
    personal=True,
)  # fmt: skip

TRAIL = Listing(
    "jejak-saya", _("Jejak saya"), "audit:my_trail",
    (
        Column("waktu", _("Waktu"), lambda r: r.at),
        Column("peristiwa", _("Peristiwa"), lambda r: r.title),
        Column("keterangan", _("Keterangan"), lambda r: r.sentence),
        Column("oleh", _("Oleh"), lambda r: r.actor),
        Column("nomor", _("Bukti terima"), lambda r: r.number),
        Column("sidik", _("Sidik"), lambda r: r.hash),
    ),
    _trail, (("jenis", _("Jenis")),),
)  # fmt: skip

LISTS = (EVENTS, TRAIL)
