"""HR's pages: rounds, their rules and coverage, and the steps from draft to release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prestasi.colleagues import forms
from prestasi.colleagues.actions.link import issue_link
from prestasi.colleagues.actions.opening import open_round
from prestasi.colleagues.actions.release import cancel_round, close_round, release_round
from prestasi.colleagues.actions.round import change_round, prepare_round
from prestasi.colleagues.permissions import check_may_run
from prestasi.colleagues.queries import fairness as fairness_queries
from prestasi.colleagues.queries import rounds as queries
from prestasi.colleagues.views._replies import page
from prestasi.core import clock, formats
from prestasi.core.answers import key_of, posted, to_receipt
from prestasi.core.errors import Conflict, Invalid
from prestasi.core.http import Request
from prestasi.core.receipt import Receipt


@require_safe
def listing(request: Request) -> HttpResponse:
    """All rounds."""
    return page(request, "rounds", {"rounds": queries.rounds(request.actor)})


@require_safe
def one(request: Request, round_id: int) -> HttpResponse:
    """Rules and coverage of one round."""
    return page(request, "round", {"round": queries.round_page(request.actor, round_id)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Prepare a round."""
    form = forms.RoundForm(posted(request), choices=queries.choices(request.actor, clock.today()))
    return _form(request, form, {}, lambda: prepare_round(by=request.actor, plan=form.plan(), key=key_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, round_id: int) -> HttpResponse:
    """Change a draft."""
    row, weights = queries.stored(request.actor, round_id)
    choices = queries.choices(request.actor, clock.today())
    form = forms.RoundForm(posted(request), choices=choices, initial=forms.initial_of(row, weights))
    sent = forms.number_in(request.POST, "version")
    context = {"version": row.lock_version, "round_id": round_id, "is_draft": row.state == "draft"}
    return _form(
        request, form, context,
        lambda: change_round(by=request.actor, round_id=round_id, plan=form.plan(), version=sent, key=key_of(request)),
    )  # fmt: skip


def _form(request: Request, form: forms.RoundForm, context: dict[str, Any], act: Callable[[], Receipt]) -> HttpResponse:
    """The form; after a post its receipt, its errors, or both versions side by side."""
    context |= {"form": form}
    if not form.is_bound:
        return page(request, "round_form", context)
    try:
        if form.is_valid():
            return to_receipt(act())
    except Invalid as refused:
        form.show(dict(refused.errors))
    except Conflict as clash:
        return page(request, "round_form", context | {"clash": clash, "rows": _clashes(form, clash)}, status=409)
    return page(request, "round_form", context, status=422)


def _clashes(form: forms.RoundForm, clash: Conflict) -> list[tuple[str, str, str]]:
    names = {"period_id": "period", "question_set_id": "question_set"}
    return [(str(form[names.get(n, n)].label), mine, theirs) for n, (theirs, mine) in (clash.fields or {}).items()]


@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: Request, round_id: int) -> HttpResponse:
    """What opening will do; with POST, do it."""
    row = _asked(request, round_id)
    effects = [
        _("Aturan, bobot, dan jumlah minimum dikunci dan tidak dapat diubah lagi."),
        _("Setiap pegawai dalam populasi mendapat penilai; mereka diberi tahu."),
        _("Jawaban disegel sampai hasil dirilis; batas jawaban %s.") % formats.long_date(row.answers_due_on),
    ]
    return _step(request, row, _("Buka putaran"), effects, lambda key: open_round(
        by=request.actor, round_id=round_id, key=key))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, round_id: int) -> HttpResponse:
    """What closing will do; with POST, do it."""
    row = _asked(request, round_id)
    effects = [_("Tidak ada jawaban lagi yang diterima."), _("Draf yang belum dikirim dihapus.")]
    return _step(request, row, _("Tutup putaran"), effects, lambda key: close_round(
        by=request.actor, round_id=round_id, key=key), dangerous=True)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: Request, round_id: int) -> HttpResponse:
    """What releasing will do; with POST, do it."""
    row = _asked(request, round_id)
    effects = [
        _("Kotak jawaban dibuka satu kali. Kelompok dengan kurang dari %s jawaban tidak tampil.") % row.minimum,
        _("Jawaban satuan dan kunci putaran dimusnahkan; yang tinggal hanya rata-rata dan tulisan yang diacak."),
        _("Setiap pegawai dapat membaca hasilnya sendiri."),
    ]
    return _step(request, row, _("Rilis hasil"), effects, lambda key: release_round(
        by=request.actor, round_id=round_id, key=key), dangerous=True)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Request, round_id: int) -> HttpResponse:
    """What cancelling will do; with POST and a reason, do it."""
    row = _asked(request, round_id)
    effects = [_("Semua jawaban dimusnahkan tanpa dibaca."), _("Putaran ini tidak dapat dibuka lagi.")]
    reason = request.POST.get("reason", "")
    return _step(request, row, _("Batalkan putaran"), effects, lambda key: cancel_round(
        by=request.actor, round_id=round_id, reason=reason, key=key), dangerous=True, reason=reason)  # fmt: skip


def _asked(request: Request, round_id: int) -> queries.RoundPage:
    check_may_run(request.actor)
    return queries.round_page(request.actor, round_id)


def _step(
    request: Request, row: queries.RoundPage, act: str, effects: list[str],
    do: Callable[[str | None], Receipt], *, dangerous: bool = False, reason: str | None = None,
) -> HttpResponse:  # fmt: skip
    context = {"round": row, "act": act, "title": f"{act}: {row.title}", "effects": effects, "dangerous": dangerous,
               "reason": reason}  # fmt: skip
    if request.method != "POST":
        return page(request, "round_step", context)
    try:
        return to_receipt(do(key_of(request)))
    except Invalid as refused:
        return page(request, "round_step", context | {"errors": refused.errors}, status=422)


@require_safe
def fairness(request: Request, round_id: int) -> HttpResponse:
    """Circles worth a question."""
    return page(request, "fairness", {"question": fairness_queries.question(request.actor, round_id)})


@require_http_methods(["POST"])
def link(request: Request, round_id: int, invitation_id: int) -> HttpResponse:
    """Make a one-time link and show it, once."""
    token = issue_link(by=request.actor, round_id=round_id, invitation_id=invitation_id)
    address = request.build_absolute_uri(reverse("colleagues:outside", args=[token]))
    return page(request, "link", {"address": address, "round_id": round_id})
