"""Lists of accounts and delegations that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.accounts.permissions import check_manages_accounts
from prestasi.accounts.queries.delegations import Line, delegations_of
from prestasi.accounts.queries.users import Account, all_accounts
from prestasi.core.actor import Actor
from prestasi.core.lists import Column, Listing


def _accounts(actor: Actor, params: QueryDict) -> Iterator[Account]:
    check_manages_accounts(actor)
    return all_accounts(params.get("q", "")[:80], params.get("keadaan", ""))


def _delegations(actor: Actor, params: QueryDict) -> list[tuple[bool, Line]]:
    page = delegations_of(actor, None)
    return [*((True, line) for line in page.given), *((False, line) for line in page.held)]


ACCOUNTS = Listing(
    "akun", _("Akun dan peran"), "accounts:users",
    (
        Column("nama_akun", _("Nama akun"), lambda r: r.username, private=True),
        Column("nama", _("Nama"), lambda r: r.name),
        Column("aktif", _("Aktif"), lambda r: r.is_active),
        Column("faktor", _("Faktor kedua"), lambda r: bool(r.has_factor)),
        Column("peran", _("Peran"), lambda r: ", ".join(map(str, r.roles))),
        Column("masuk", _("Masuk terakhir"), lambda r: r.last_login),
    ),
    _accounts, (("q", _("Kata cari")), ("keadaan", _("Keadaan"))), personal=True,
)  # fmt: skip

DELEGATIONS = Listing(
    "delegasi", _("Delegasi"), "accounts:delegations",
    (
        Column("arah", _("Arah"), lambda r: str(_("kepada") if r[0] else _("dari"))),
        Column("pihak", _("Nama"), lambda r: r[1].other),
        Column("lingkup", _("Lingkup"), lambda r: ", ".join(r[1].scopes)),
        Column("mulai", _("Mulai"), lambda r: r[1].starts_on),
        Column("sampai", _("Hari terakhir"), lambda r: r[1].last_on),
        Column("alasan", _("Alasan"), lambda r: r[1].reason),
        Column("keadaan", _("Keadaan"), lambda r: r[1].state),
    ),
    _delegations,
)  # fmt: skip

LISTS = (ACCOUNTS, DELEGATIONS)
