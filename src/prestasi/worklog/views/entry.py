"""Writing entries: new, changed, withdrawn, copied; their file."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core import clock
from prestasi.core.answers import fresh_key, key_of, tell
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.http import Request
from prestasi.core.receipt import Receipt
from prestasi.performance.files import store
from prestasi.performance.views.evidence import served
from prestasi.worklog.actions.entry import change_entry, copy_day, record_entry, withdraw_entry
from prestasi.worklog.forms import EntryForm
from prestasi.worklog.models import Entry
from prestasi.worklog.permissions import own_person
from prestasi.worklog.queries.entries import entry_or_404, own_entry
from prestasi.worklog.queries.facts import results_of
from prestasi.worklog.queries.month import month_page
from prestasi.worklog.views.month import context_of


@require_POST
def new(request: Request) -> HttpResponse:
    """The form of the month page."""
    page = month_page(request.actor, own_person(request.actor))
    form = EntryForm(request.POST, request.FILES, results=page.results, auto_id="f_%s")

    def act() -> Receipt:
        return record_entry(by=request.actor, entry=form.entry(), attached=form.attached(), key=key_of(request))

    status = _attempt(request, form, act)
    if status == 302:
        return redirect(month_url(form.cleaned_data["on"]))
    return render(request, "worklog/month/page.html", context_of(page, form), status=status)


def edit(request: Request, entry_id: int) -> HttpResponse:
    """One own entry to correct."""
    row = own_entry(request.actor, entry_id)
    results = results_of([row.person_id], row.on, row.on).get(row.person_id, [])
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EntryForm(*data, results=results, initial=_initial(row), auto_id="f_%s")
    status, clash = 200, None
    if request.method == "POST":
        try:
            status = _attempt(request, form, lambda: _changed(request, form, entry_id))
        except Conflict as found:
            status, clash = 409, found
        if status == 302:
            return redirect(month_url(form.cleaned_data["on"]))
    context = {
        "form": form, "entry": own_entry(request.actor, entry_id) if clash else row, "key": fresh_key(),
        "key2": fresh_key(), "clash": clash, "clashes": _compared(form, clash), "back": month_url(row.on),
    }  # fmt: skip
    return render(request, "worklog/edit.html", context, status=status)


def _compared(form: EntryForm, clash: Conflict | None) -> list[dict[str, object]]:
    """Label, what is stored, what was typed, for the fields in which they differ."""
    pairs = (clash.fields or {}) if clash else {}
    return [{"label": form[name].label, "theirs": theirs, "mine": mine} for name, (theirs, mine) in pairs.items()]


def _changed(request: Request, form: EntryForm, entry_id: int) -> Receipt:
    version = form.cleaned_data["lock_version"] or 0
    return change_entry(
        by=request.actor, entry_id=entry_id, entry=form.entry(), attached=form.attached(), lock_version=version,
        key=key_of(request),
    )  # fmt: skip


def _attempt(request: Request, form: EntryForm, act: Callable[[], Receipt]) -> int:
    """Do the act of a posted form: 302 when it is done, 422 or 409 with the form's messages."""
    form.refuse_dropped(getattr(request, "too_large", []))
    if not form.is_valid() or (form.attached() and form.errors):
        return 422
    try:
        act()
    except Invalid as refused:
        tell(form, refused)
        return 422
    except Closed as refused:
        form.add_error(None, refused.message)
        return 409
    messages.success(request, _("Catatan tersimpan."))
    return 302


@require_POST
def withdraw(request: Request, entry_id: int) -> HttpResponse:
    row = own_entry(request.actor, entry_id)
    withdraw_entry(by=request.actor, entry_id=entry_id, key=key_of(request))
    messages.success(request, _("Catatan ditarik."))
    return redirect(month_url(row.on))


@require_POST
def copy(request: Request) -> HttpResponse:
    """Yesterday again, today."""
    try:
        copy_day(by=request.actor, to=clock.today(), key=key_of(request))
        messages.success(request, _("Catatan hari sebelumnya disalin ke hari ini. Sesuaikan realisasinya."))
    except (Invalid, Closed) as refused:
        page = month_page(request.actor, own_person(request.actor))
        form = EntryForm(results=page.results, initial=page.suggested, auto_id="f_%s")
        context = {**context_of(page, form), "refused": str(refused)}
        return render(request, "worklog/month/page.html", context, status=refused.status)
    return redirect("worklog:month")


def file(request: Request, entry_id: int) -> FileResponse:
    """The evidence kept with an entry, for those who may read the entry."""
    row = entry_or_404(request.actor, entry_id)
    if not row.file_sha256:
        raise NotVisible
    return served(store.path_of(row.file_sha256), row.file_type, row.file_title, as_attachment=True)


def _initial(row: Entry) -> dict[str, object]:
    names = ("on", "starts", "ends", "activity", "realisation", "unit_of_measure", "link", "lock_version")
    return {name: getattr(row, name) for name in names} | {"result": row.result_id}


def month_url(day: object) -> str:
    return f"{reverse('worklog:month')}?bulan={day:%Y-%m}"
