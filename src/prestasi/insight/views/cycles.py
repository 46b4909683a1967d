"""B06: years, periods, rule sets; opening and closing a period after seeing what will happen."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prestasi.core import formats, providers
from prestasi.core.answers import fresh_key, posted, tell
from prestasi.core.errors import Invalid, NotVisible
from prestasi.core.http import Request
from prestasi.fairness.permissions import OFFICE, holds
from prestasi.insight.forms import YearForm
from prestasi.insight.queries import cycles as queries
from prestasi.performance.actions import cycle as actions
from prestasi.performance.actions.year import prepare_year as prepare
from prestasi.performance.permissions.evaluation import check_may_run_cycles, runs_cycles


@require_safe
def cycles(request: Request) -> HttpResponse:
    """All performance years."""
    context = {
        "cycles": queries.cycles(request.actor),
        "may_run": runs_cycles(request.actor),
        "next_year": queries.next_year(request.actor),
        "sees_fairness": holds(request.actor, OFFICE),
    }
    return render(request, "insight/cycles/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_year(request: Request) -> HttpResponse:
    """The next performance year, copied from the last; with POST, make it."""
    year = queries.year_to_prepare(request.actor)
    form = YearForm(posted(request), initial={"plan_due_on": dt.date(year, 1, 31)})
    if request.method == "POST" and form.is_valid():
        values, key = form.cleaned_data, request.POST.get("key")
        try:
            return redirect("audit:receipt", number=prepare(by=request.actor, year=year, key=key, **values).number)
        except Invalid as refused:
            tell(form, refused)
    context = {"year": year, "form": form, "key": fresh_key()}
    return render(request, "insight/cycles/prepare.html", context, status=422 if form.errors else 200)


def _asked(request: Request, period_id: int) -> queries.PeriodLine:
    check_may_run_cycles(request.actor)
    if (line := queries.period_line(period_id)) is None:
        raise NotVisible
    return line


@require_http_methods(["GET", "HEAD", "POST"])
def open_period(request: Request, period_id: int) -> HttpResponse:
    """Latecomers of an open period; a period that was never open is prepared and opened by two persons."""
    line = _asked(request, period_id)
    if line.is_ahead:
        return redirect("fairness:opening_prepare", period_id=period_id)
    if request.method == "POST":
        receipt = actions.open_period(by=request.actor, period_id=period_id, key=request.POST.get("key"))
        return redirect("audit:receipt", number=receipt.number)
    effects = [
        _("Setiap pegawai dengan rencana yang disepakati mendapat satu evaluasi."),
        _("Pegawai yang cuti sepanjang periode dilewati dengan alasannya."),
        _("Evaluasi diri sampai %s, penilaian sampai %s.")
        % (formats.long_date(line.self_due_on), formats.long_date(line.rating_due_on)),
    ]
    return _effect(request, line, _("Buka %s") % line.title, _("Buka periode"), effects)


@require_http_methods(["GET", "HEAD", "POST"])
def close_period(request: Request, period_id: int) -> HttpResponse:
    """What closing will do, or why it may not be done yet; with POST, do it. There is no way back."""
    line = _asked(request, period_id)
    refusals = providers.closing_refusals.collect(period_id)
    if request.method == "POST":
        receipt = actions.close_period(by=request.actor, period_id=period_id, key=request.POST.get("key"))
        return redirect("audit:receipt", number=receipt.number)
    effects = [
        _("%(rated)d dari %(total)d evaluasi sudah dinilai; sisanya tidak dapat dinilai lagi.")
        % {"rated": line.rated, "total": line.total},
        _("Penilaian, capaian, dan bukti periode ini tidak dapat diubah lagi, oleh siapa pun."),
    ]
    if refusals:
        return render(request, "insight/cycles/refused.html", {"line": line, "refusals": refusals})
    return _effect(request, line, _("Tutup %s") % line.title, _("Tutup periode"), effects, dangerous=True)


def _effect(
    request: Request, line: queries.PeriodLine, title: str, act: str, effects: list[str], dangerous: bool = False
) -> HttpResponse:
    context = {
        "line": line, "title": title, "act": act, "effects": effects, "dangerous": dangerous, "key": fresh_key()
    }  # fmt: skip
    return render(request, "insight/cycles/effect.html", context)
