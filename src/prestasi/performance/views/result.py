"""One result: its page, its editor, its indicators, its links, and giving it to others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import key_of, to_receipt
from prestasi.core.http import Request
from prestasi.performance.actions import link as links
from prestasi.performance.actions import result as acts
from prestasi.performance.actions.copy import take_indicator
from prestasi.performance.actions.push import push_result
from prestasi.performance.forms.plan import IndicatorForm, LinkForm, PushForm, ResultForm
from prestasi.performance.queries.plan_draft import (
    IndicatorEditor,
    LinkPage,
    ResultEditor,
    indicator_editor,
    link_page,
    result_editor,
)
from prestasi.performance.queries.push_preview import Filter, push_page
from prestasi.performance.queries.result import result_page
from prestasi.performance.states import EDITABLE
from prestasi.performance.views.answers import attempt, guarded, is_autosave, kept, saved

EDIT = "performance/plan/result_edit.html"
INDICATOR = "performance/plan/indicator_edit.html"
LINKS = "performance/plan/links.html"
PUSH = "performance/plan/push.html"


def result(request: Request, result_id: int) -> HttpResponse:
    """Definition, series, entries and evidence of one result."""
    return render(request, "performance/plan/result.html", {"page": result_page(request.actor, result_id)})


def result_edit(request: Request, result_id: int) -> HttpResponse:
    """Write one result; drafts are kept while typing."""
    by = request.actor
    editor = result_editor(by, result_id)
    form = _result_form(request, editor)
    context = {"editor": editor, "form": form}
    if request.method != "POST":
        return render(request, EDIT, context)
    return attempt(
        request, form,
        lambda: acts.edit_result(
            by=by, result_id=result_id, values=form.values(), base=form.base(), **guarded(form, request)
        ),
        lambda _receipt: _written(request, editor.plan.pk), EDIT, context, editor.plan.lock_version,
    )  # fmt: skip


def _result_form(request: Request, editor: ResultEditor) -> ResultForm:
    shown = {name: getattr(editor.result, name) for name in ResultForm.base_fields if hasattr(editor.result, name)}
    return ResultForm(
        request.POST or None, initial=shown, form=editor.plan.form, is_linked=bool(editor.links),
        version=editor.plan.lock_version,
    )  # fmt: skip


def _written(request: Request, plan_id: int) -> HttpResponse:
    if is_autosave(request):
        return kept(plan_id)
    return saved(request, _("Tersimpan."), "performance:plan_draft_of", plan_id)


@require_POST
def result_move(request: Request, result_id: int) -> HttpResponse:
    """One place up or down."""
    plan_id = result_editor(request.actor, result_id).plan.pk
    acts.move_result(by=request.actor, result_id=result_id, up="naik" in request.POST, key=key_of(request))
    return redirect("performance:plan_draft_of", plan_id)


@require_POST
def result_drop(request: Request, result_id: int) -> HttpResponse:
    """Out of the draft; the task list offers to undo it."""
    plan_id = result_editor(request.actor, result_id).plan.pk
    acts.drop_result(by=request.actor, result_id=result_id, key=key_of(request))
    request.session["dropped_result"] = result_id
    return saved(request, _("Hasil kerja dikeluarkan dari draf."), "performance:plan_draft_of", plan_id)


@require_POST
def result_restore(request: Request, result_id: int) -> HttpResponse:
    """Undo of leaving a result out."""
    receipt = acts.restore_result(by=request.actor, result_id=result_id, key=key_of(request))
    request.session.pop("dropped_result", None)
    return saved(request, _("Hasil kerja dikembalikan."), "performance:plan_draft_of", receipt.object_id)


def indicator_add(request: Request, result_id: int) -> HttpResponse:
    """A new indicator, written or taken from the library."""
    by = request.actor
    editor = indicator_editor(by, result_id=result_id, words=request.GET.get("cari", "")[:60])
    form = IndicatorForm(request.POST or None, form=editor.plan.form)
    context = {"editor": editor, "form": form, "words": request.GET.get("cari", "")[:60]}
    if request.method != "POST":
        return render(request, INDICATOR, context)
    return attempt(
        request, form,
        lambda: acts.add_indicator(by=by, result_id=result_id, values=form.values(), key=form.act()["key"]),
        lambda _receipt: _to_editor(request, editor), INDICATOR, context,
    )  # fmt: skip


def _to_editor(request: Request, editor: IndicatorEditor) -> HttpResponse:
    return saved(request, _("Indikator tersimpan."), "performance:result_edit", editor.result.pk)


def indicator_edit(request: Request, indicator_id: int) -> HttpResponse:
    """Change an indicator; drafts are kept while typing."""
    by = request.actor
    editor = indicator_editor(by, indicator_id=indicator_id)
    form = _indicator_form(request, editor)
    context = {"editor": editor, "form": form}
    if request.method != "POST":
        return render(request, INDICATOR, context)
    return attempt(
        request, form,
        lambda: acts.edit_indicator(
            by=by, indicator_id=indicator_id, values=form.values(), base=form.base(), **guarded(form, request)
        ),
        lambda _receipt: kept(editor.plan.pk) if is_autosave(request) else _to_editor(request, editor),
        INDICATOR, context, editor.plan.lock_version,
    )  # fmt: skip


def _indicator_form(request: Request, editor: IndicatorEditor) -> IndicatorForm:
    shown = IndicatorForm.initial_of(editor.indicator) if editor.indicator else {}
    return IndicatorForm(request.POST or None, initial=shown, form=editor.plan.form, version=editor.plan.lock_version)


@require_POST
def indicator_drop(request: Request, indicator_id: int) -> HttpResponse:
    """Out of the draft; progress stays."""
    editor = indicator_editor(request.actor, indicator_id=indicator_id)
    acts.drop_indicator(by=request.actor, indicator_id=indicator_id, key=key_of(request))
    return saved(request, _("Indikator dikeluarkan dari draf."), "performance:result_edit", editor.result.pk)


@require_POST
def indicator_take(request: Request, result_id: int, indicator_id: int) -> HttpResponse:
    """Copy from the library."""
    take_indicator(by=request.actor, result_id=result_id, indicator_id=indicator_id, key=key_of(request))
    return saved(request, _("Indikator disalin. Sesuaikan targetnya."), "performance:result_edit", result_id)


def result_links(request: Request, result_id: int) -> HttpResponse:
    """What a result serves: choose, change, see the history."""
    by = request.actor
    page = link_page(by, result_id, request.GET.get("cari", "")[:60])
    form = LinkForm(request.POST or None)
    context: dict[str, Any] = {"page": page, "form": form}
    if request.method != "POST":
        return render(request, LINKS, context)
    return attempt(
        request, form, lambda: links.link_result(by=by, result_id=result_id, **form.call()),
        lambda _receipt: _linked(request, page), LINKS, context,
    )  # fmt: skip


def _linked(request: Request, page: LinkPage) -> HttpResponse:
    """Whoever is still writing goes on writing; otherwise the links are shown again."""
    if page.plan.state in EDITABLE:
        return saved(request, _("Tertaut."), "performance:plan_draft_of", page.plan.pk)
    return saved(request, _("Tertaut."), "performance:result_links", page.result.pk)


@require_POST
def link_end(request: Request, link_id: int) -> HttpResponse:
    """End a link; it stays in the history."""
    receipt = links.end_link(by=request.actor, link_id=link_id, key=key_of(request))
    messages.success(request, _("Tautan diakhiri. Riwayatnya tetap ada."))
    back = request.POST.get("kembali", "")
    if back.startswith("/matriks/"):
        return redirect(back)
    return redirect("performance:result_links", receipt.object_id)


def result_push(request: Request, result_id: int) -> HttpResponse:
    """Give an own result to people: filter, preview with counts, send."""
    return _push(request, {"result_id": result_id})


def goal_push(request: Request, goal_id: int) -> HttpResponse:
    """Give a goal of the unit to people."""
    return _push(request, {"goal_id": goal_id})


def _push(request: Request, source: dict[str, Any]) -> HttpResponse:
    by = request.actor
    page = push_page(by, Filter.of(request.GET), **source)
    form = PushForm(request.POST or None, people=page.choices, initial={"text": page.text, "kind": "direct"})
    context = {"page": page, "form": form}
    if request.method != "POST":
        return render(request, PUSH, context)
    return attempt(
        request, form,
        lambda: push_result(
            by=by, year=page.year, key=form.act()["key"], **form.call(), **source,
        ),
        to_receipt, PUSH, context,
    )  # fmt: skip
