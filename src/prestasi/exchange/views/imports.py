"""B04 Impor: upload, mapping, dry run with its rows, apply, undo."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import answer_form, form_key, tell, to_receipt
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.http import Request
from prestasi.core.sheets import xlsx_file
from prestasi.exchange.actions.apply import apply_batch, undo_batch
from prestasi.exchange.actions.check import run_check, start_check
from prestasi.exchange.actions.rows import fix_row, skip_errors, skip_row
from prestasi.exchange.actions.upload import is_shape_known, upload_sheet
from prestasi.exchange.columns import KINDS, Column
from prestasi.exchange.forms import MappingForm, RowForm, UndoForm, UploadForm
from prestasi.exchange.models import ImportBatch
from prestasi.exchange.permissions import batch_or_404, check_may_import, check_reader, kinds_for
from prestasi.exchange.queries.batches import batch_page, batches, row_to_fix
from prestasi.exchange.tasks import check_import

AT_ONCE_BYTES = 1_500_000
LIST_COLUMNS = ((_("Berkas"), ""), (_("Isinya"), ""), (_("Keadaan"), ""), (_("Baris"), "", "r"), (_("Oleh"), ""))
ROW_COLUMNS = ((_("Baris"), "", "r"), (_("Nomor dan nama"), ""), (_("Yang berubah"), ""), (_("Catatan"), ""), ("", ""))


def imports(request: Request) -> HttpResponse:
    """The list and the form to send a sheet."""
    check_reader(request.actor)
    kinds = kinds_for(request.actor)
    chosen = request.GET.get("jenis", "")
    form, status = UploadForm(request.POST or None, request.FILES or None, kinds=kinds, chosen=chosen), 200
    if request.method == "POST":
        status = 422
        asked = request.POST.get("kind", "")
        check_may_import(request.actor, asked if asked in KINDS else next(iter(kinds), "staff"))
        if form.is_valid():
            sent, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
            try:
                batch = upload_sheet(by=request.actor, kind=kind, name=sent.name, chunks=sent.chunks())
                return _after_upload(request, batch)
            except Invalid as refused:
                tell(form, refused)
    context = {"form": form, "batches": batches(), "columns": LIST_COLUMNS, "kinds": kinds}
    return render(request, "exchange/imports.html", context, status=status)


def _after_upload(request: Request, batch: ImportBatch) -> HttpResponse:
    """Straight to the dry run when somebody matched these very heads before, else the columns are matched first.

    An export of SIASN always stops there: the day it tells of is not in the file.
    """
    if batch.kind == ImportBatch.Kind.SIASN or not is_shape_known(batch):
        return redirect("exchange:mapping", batch_id=batch.pk)
    start_check(by=request.actor, batch_id=batch.pk, mapping=batch.mapping)
    messages.info(request, _("Kolom dicocokkan seperti impor terakhir dengan judul yang sama."))
    return _check(batch.pk, batch.size)


def mapping(request: Request, batch_id: int) -> HttpResponse:
    """Which column is what; then the dry run starts."""
    batch = batch_or_404(request.actor, batch_id)
    check_may_import(request.actor, batch.kind)
    form, status = MappingForm(request.POST or None, batch=batch), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                day = form.cleaned_data["effective_on"]
                start_check(by=request.actor, batch_id=batch_id, mapping=form.mapping(), effective_on=day)
                return _check(batch_id, batch.size)
            except (Invalid, Closed) as refused:
                status = refused.status
                tell(form, refused)
    context = {"form": form, "batch": batch, "back": reverse("exchange:imports"), "required": _required(batch.kind)}
    return render(request, "exchange/mapping.html", context, status=status)


def _required(kind: str) -> list[str]:
    return [column.name for column in KINDS[kind] if column.required]


def _check(batch_id: int, size: int) -> HttpResponse:
    """Small sheets at once, large ones in the background while the page shows how far it is."""
    if size <= AT_ONCE_BYTES:
        run_check(batch_id)
    else:
        check_import.defer(batch_id=batch_id)
    return redirect("exchange:batch", batch_id=batch_id)


def batch(request: Request, batch_id: int) -> HttpResponse:
    """The dry run: counts, rows, what to do next."""
    found = batch_or_404(request.actor, batch_id)
    if found.kind == ImportBatch.Kind.SIASN and found.state == "checked" and "jenis" not in request.GET:
        return _to_differences(request)
    after = request.GET.get("sesudah", "")
    page = batch_page(found, request.GET.get("jenis", ""), int(after) if after.isdigit() and len(after) < 8 else 0)
    may = found.kind in kinds_for(request.actor) and found.kind != ImportBatch.Kind.SIASN
    context = {"page": page, "may": may, "columns": ROW_COLUMNS, "key": form_key(request), "undo_form": UndoForm()}
    return render(
        request, "exchange/_batch.html" if request.headers.get("HX-Request") else "exchange/batch.html", context
    )


def _to_differences(request: Request) -> HttpResponse:
    """An export of SIASN is compared, not applied."""
    url = reverse("exchange:differences")
    return HttpResponse(headers={"HX-Redirect": url}) if request.headers.get("HX-Request") else redirect(url)


def row(request: Request, batch_id: int, number: int) -> HttpResponse:
    """Correct one row, or only its wrong cells from the list; it is checked again at once."""
    found = batch_or_404(request.actor, batch_id)
    check_may_import(request.actor, found.kind)
    known = row_to_fix(found, number)
    if known is None:
        raise NotVisible
    line, cells = known
    form = RowForm(_as_sent(request, cells) if request.method == "POST" else None, cells=cells)
    back = reverse("exchange:batch", args=[batch_id])
    if request.method == "POST" and form.is_valid() and _is_fixed(request, batch_id, number, form):
        return redirect(back)
    context = {"form": form, "line": line, "back": back, "key": form_key(request), "batch": found}
    return render(request, "exchange/row.html", context, status=422 if form.errors else 200)


def _as_sent(request: Request, cells: list[tuple[Column, str]]) -> dict[str, str]:
    """The cells that were sent; the others as they are."""
    return {column.name: request.POST.get(column.name, text) for column, text in cells}


def _is_fixed(request: Request, batch_id: int, number: int, form: RowForm) -> bool:
    """Whether the row is without error now; the form says what is still wrong."""
    fixed = fix_row(by=request.actor, batch_id=batch_id, number=number, cells=form.cleaned_data)
    if fixed.status == "error":
        tell(form, Invalid({m["column"]: m["text"] for m in fixed.messages if m["level"] == "error"}))
    return fixed.status != "error"


@require_POST
def skip(request: Request, batch_id: int) -> HttpResponse:
    """Leave out one row (`number`), or all wrong ones."""
    number = request.POST.get("number", "")
    if number.isdigit():
        skip_row(by=request.actor, batch_id=batch_id, number=int(number))
    else:
        skip_errors(by=request.actor, batch_id=batch_id)
    return redirect("exchange:batch", batch_id=batch_id)


@require_POST
def apply(request: Request, batch_id: int) -> HttpResponse:
    found = batch_or_404(request.actor, batch_id)
    confirmed = request.POST.get("confirmed") == "1"
    done = reverse("exchange:batch", args=[batch_id])
    try:
        receipt = apply_batch(by=request.actor, batch_id=batch_id, confirmed=confirmed, key=form_key(request))
        return to_receipt(receipt, done)
    except (Invalid, Closed, Conflict) as refused:
        found = batch_or_404(request.actor, batch_id)
        context = {"page": batch_page(found), "may": True, "columns": ROW_COLUMNS, "key": form_key(request)}
        told = {**context, "refused": str(refused), "undo_form": UndoForm()}
        return render(request, "exchange/batch.html", told, status=refused.status)


def undo(request: Request, batch_id: int) -> HttpResponse:
    """Say why, then everything goes back."""
    found = batch_or_404(request.actor, batch_id)
    check_may_import(request.actor, found.kind)
    back = reverse("exchange:batch", args=[batch_id])
    act = partial(undo_batch, by=request.actor, batch_id=batch_id)
    context = {"page": batch_page(found), "back": back}
    return answer_form(request, UndoForm(request.POST or None), act, "exchange/undo.html", context, back)


def template(request: Request, kind: str) -> FileResponse:
    """An empty sheet whose columns are formatted as text, with one example row."""
    check_reader(request.actor)
    if kind not in KINDS:
        raise NotVisible
    columns = KINDS[kind]
    heads, example = [str(c.label) for c in columns], [c.example for c in columns]
    notes = [str(_("Semua kolom berformat Teks. Hapus baris contoh sebelum mengunggah."))]
    return FileResponse(xlsx_file("Data", heads, [example], notes), as_attachment=True, filename=f"templat-{kind}.xlsx")
