"""The keys as a file."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.api.queries.keys import KeyRow, all_keys
from prestasi.core.actor import Actor
from prestasi.core.lists import Column, Listing


def _keys(actor: Actor, params: QueryDict) -> tuple[KeyRow, ...]:
    return all_keys(actor)


KEYS = Listing(
    "kunci-api", _("Kunci API"), "api:keys",
    (
        Column("awalan", _("Awalan"), lambda r: r.prefix),
        Column("sistem", _("Sistem"), lambda r: r.label),
        Column("indikator", _("Indikator"), lambda r: r.indicator),
        Column("pemegang", _("Pemegang"), lambda r: r.holder),
        Column("dibuat", _("Dibuat"), lambda r: r.made_at),
        Column("berakhir", _("Berakhir"), lambda r: r.expires_at),
        Column("dipakai", _("Terakhir dipakai"), lambda r: r.last_used_at),
        Column("kiriman", _("Nilai diterima"), lambda r: r.posts),
        Column("keadaan", _("Keadaan"), lambda r: r.words),
    ),
    _keys, personal=True,
)  # fmt: skip

LISTS = (KEYS,)
