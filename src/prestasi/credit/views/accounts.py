"""Accounts of credit points: the own one, one within sight, and the analyst's list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from prestasi.core.answers import fresh_key
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request, number_of
from prestasi.credit.queries.account import account_page
from prestasi.credit.queries.people import Asked, account_list

ACCOUNT = "credit/account.html"
STATE_WORDS = (
    ("semua", _("Semua")), ("tanpa-saldo", _("Tanpa saldo awal")), ("menunggu", _("Menunggu orang kedua")),
    ("bersaldo", _("Dengan saldo")),
)  # fmt: skip
COLUMNS = (
    (_("Nama"), "name"), (_("Jabatan"), "post"), (_("Unit"), "unit"), (_("Golongan"), ""),
    (_("Ditetapkan sampai"), "until"), (_("Angka kredit"), "", "r"), (_("Kurang untuk pangkat"), "", "r"),
    (_("Kurang untuk jenjang"), "", "r"),
)  # fmt: skip


def mine(request: Request) -> HttpResponse:
    """Where I stand."""
    if request.actor.person_id is None:
        raise NotVisible
    return account(request, request.actor.person_id)


def account(request: Request, person_id: int) -> HttpResponse:
    """Where one official stands; the months to go are counted with the predicate that the address asks for."""
    page = account_page(request.actor, person_id, number_of(request.GET.get("predikat"), 1))
    return render(request, ACCOUNT, {"page": page, "key": fresh_key(), "errors": {}})


def accounts(request: Request) -> HttpResponse:
    """Everybody in a functional post, with who has no opening balance."""
    asked = Asked(request.GET.get("q", ""), request.GET.get("keadaan", ""), request.GET.get("sort", "name"))
    found = account_list(request.actor, asked, number_of(request.GET.get("page")) or 1)
    template = "credit/_list.html" if request.htmx and not request.htmx.history_restore_request else "credit/list.html"
    return render(request, template, {"list": found, "states": STATE_WORDS, "columns": COLUMNS})
