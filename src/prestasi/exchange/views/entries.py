"""Impor catatan harian: file, check, confirmation, progress."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core import clock
from prestasi.core.answers import form_key, fresh_key, tell
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.core.sheets import xlsx_file
from prestasi.exchange.actions.entries import run_entry_check, upload_entries
from prestasi.exchange.entry_columns import ENTRIES, TEMPLATE
from prestasi.exchange.forms_entries import EntryFileForm
from prestasi.exchange.queries.entries import import_page, my_imports
from prestasi.exchange.tasks import apply_entries, check_entries
from prestasi.worklog.actions.importing import check_again, run_apply, start_apply, stop
from prestasi.worklog.models import EntryImport
from prestasi.worklog.permissions import check_may_import, import_or_404, may_import_for_all, own_person
from prestasi.worklog.queries.facts import results_of

AT_ONCE_BYTES = 200_000
AT_ONCE_ROWS = 300


def imports(request: Request) -> HttpResponse:
    """Own files and the form to send one."""
    today, person = clock.today(), own_person(request.actor)
    results = results_of([person], today.replace(month=1, day=1), today).get(person, [])
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EntryFileForm(*data, results=results, for_all=may_import_for_all(request.actor))
    if form.is_bound and form.is_valid() and (batch := _uploaded(request, form)) is not None:
        return redirect("exchange:entry_import", batch_id=batch.pk)
    context = {"form": form, "batches": my_imports(request.actor)}
    return render(request, "exchange/entries/list.html", context, status=422 if form.is_bound else 200)


def _uploaded(request: Request, form: EntryFileForm) -> EntryImport | None:
    """Small files are checked at once, large ones in the background."""
    given, sent = form.cleaned_data, form.cleaned_data["file"]
    try:
        batch = upload_entries(
            by=request.actor, name=sent.name, chunks=sent.chunks(), for_all=given.get("for_all", False),
            default_result_id=given["default_result"], first_at=given["first_at"],
        )  # fmt: skip
    except Invalid as refused:
        tell(form, refused)
        return None
    _check(batch)
    return batch


def _check(batch: EntryImport) -> None:
    if batch.size <= AT_ONCE_BYTES:
        run_entry_check(batch.pk)
    else:
        check_entries.defer(batch_id=batch.pk)


def one(request: Request, batch_id: int) -> HttpResponse:
    """The file with its rows; a fragment while it moves."""
    batch = import_or_404(request.actor, batch_id)
    template = "_import.html" if request.headers.get("HX-Request") else "import.html"
    return _page(request, batch, template=template)


@require_POST
def apply(request: Request, batch_id: int) -> HttpResponse:
    """Confirm, or go on with a stopped writing."""
    import_or_404(request.actor, batch_id)
    mode = request.POST.get("mode", "")
    chosen = mode if mode in EntryImport.Mode.values else EntryImport.Mode.GOOD
    try:
        start_apply(by=request.actor, batch_id=batch_id, mode=chosen, key=form_key(request))
    except (Invalid, Closed) as refused:
        batch = import_or_404(request.actor, batch_id)
        return _page(request, batch, refused=str(refused), status=refused.status)
    batch = import_or_404(request.actor, batch_id)
    if batch.counts.get("new", 0) <= AT_ONCE_ROWS:
        run_apply(batch_id)
    else:
        apply_entries.defer(batch_id=batch_id)
    return redirect("exchange:entry_import", batch_id=batch_id)


@require_POST
def halt(request: Request, batch_id: int) -> HttpResponse:
    """Stop after the present chunk."""
    try:
        stop(by=request.actor, batch_id=batch_id)
    except Closed as refused:
        return _page(request, import_or_404(request.actor, batch_id), refused=refused.message, status=409)
    return redirect("exchange:entry_import", batch_id=batch_id)


@require_POST
def resume(request: Request, batch_id: int) -> HttpResponse:
    """Go on with a paused check."""
    try:
        _check(check_again(by=request.actor, batch_id=batch_id))
    except Closed as refused:
        return _page(request, import_or_404(request.actor, batch_id), refused=refused.message, status=409)
    return redirect("exchange:entry_import", batch_id=batch_id)


def template(request: Request) -> FileResponse:
    """An empty sheet in the columns of the national form, with one example row."""
    check_may_import(request.actor, for_all=False)
    known = {column.name: column for column in ENTRIES}
    columns = [known[name] for name in TEMPLATE]
    notes = [
        str(_("Rencana aksi: nomornya dalam rencana kinerja, atau teksnya. Hapus baris contoh sebelum mengunggah."))
    ]
    heads, example = [str(c.label) for c in columns], [c.example for c in columns]
    file = xlsx_file(_("Catatan harian"), heads, [example], notes)
    return FileResponse(file, as_attachment=True, filename="templat-catatan-harian.xlsx")


def _page(
    request: Request, batch: EntryImport, *, template: str = "import.html", refused: str = "", status: int = 200
) -> HttpResponse:
    after = request.GET.get("sesudah", "")
    page = import_page(batch, request.GET.get("jenis", ""), int(after) if after.isdecimal() and len(after) < 8 else 0)
    context = {"page": page, "key": fresh_key(), "refused": refused, "modes": EntryImport.Mode.choices}
    return render(request, f"exchange/entries/{template}", context, status=status)
