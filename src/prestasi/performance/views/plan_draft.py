"""Writing a draft: the task list, cards to take over, attachments and expectations."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core import clock
from prestasi.core.answers import key_of
from prestasi.core.http import Request
from prestasi.performance.actions import result as acts
from prestasi.performance.actions.approach import choose_approach
from prestasi.performance.actions.copy import copy_last_year, copy_result, take_goal
from prestasi.performance.forms.plan import AttachmentsForm, ExpectationsForm, NewResultForm
from prestasi.performance.permissions.plan import check_act, check_expectations
from prestasi.performance.queries.plan import current_plan_id
from prestasi.performance.queries.plan_draft import draft_page, expectations_of, lines_of, plan_for_writing, start_page
from prestasi.performance.views.answers import attempt, guarded, is_autosave, kept, saved

EDIT = "performance/plan/edit.html"


def plan_draft(request: Request) -> HttpResponse:
    """The own plan to write on, or where to start one."""
    own = current_plan_id(request.actor.person_id, clock.today(), only_live=True)
    if own is None:
        return render(request, "performance/plan/none.html", {"start": start_page(request.actor)})
    return redirect("performance:plan_draft_of", own)


def plan_draft_of(request: Request, plan_id: int) -> HttpResponse:
    """The task list of one plan."""
    page = draft_page(request.actor, plan_id)
    form = NewResultForm(version=page.plan.lock_version)
    return render(request, "performance/plan/draft.html", {"page": page, "form": form})


@require_POST
def result_add(request: Request, plan_id: int) -> HttpResponse:
    """Add a result and go on to its indicators."""
    page = draft_page(request.actor, plan_id)
    form = NewResultForm(request.POST)
    by = request.actor
    return attempt(
        request, form, lambda: acts.add_result(by=by, plan_id=plan_id, values=form.values(), key=form.act()["key"]),
        lambda _receipt: saved(request, _("Hasil kerja ditambahkan."), "performance:plan_draft_of", plan_id),
        "performance/plan/draft.html", {"page": page},
    )  # fmt: skip


@require_POST
def plan_take_all(request: Request, plan_id: int) -> HttpResponse:
    """Take over all results of last year."""
    copy_last_year(by=request.actor, plan_id=plan_id, key=key_of(request))
    return saved(request, _("Hasil tahun lalu ada di draf. Sesuaikan targetnya."), "performance:plan_draft_of", plan_id)


@require_POST
def plan_take(request: Request, plan_id: int, what: str, thing_id: int) -> HttpResponse:
    """Take over a card: an earlier result or a goal of the unit."""
    by, key = request.actor, key_of(request)
    if what == "sasaran":
        take_goal(by=by, plan_id=plan_id, goal_id=thing_id, key=key)
    else:
        copy_result(by=by, plan_id=plan_id, result_id=thing_id, key=key)
    return saved(request, _("Ditambahkan ke draf. Sesuaikan targetnya."), "performance:plan_draft_of", plan_id)


@require_POST
def plan_approach(request: Request, plan_id: int) -> HttpResponse:
    """Numbers or described levels for this plan."""
    approach = request.POST.get("approach", "")
    choose_approach(by=request.actor, plan_id=plan_id, approach=approach, key=key_of(request))
    words = _("Pendekatan diganti. Lengkapi ukuran tiap indikator.")
    return saved(request, words, "performance:plan_draft_of", plan_id)


def plan_attachments(request: Request, plan_id: int) -> HttpResponse:
    """Resource support, accountability scheme and consequences."""
    by = request.actor
    plan, _held = plan_for_writing(by, plan_id)
    check_act(by, plan, "edit")
    form = AttachmentsForm(request.POST or None, initial=lines_of(plan), version=plan.lock_version)
    context = {"plan": plan, "form": form, "title": _("Kesepakatan pendukung"), "hint": _("Satu butir tiap baris.")}
    if request.method != "POST":
        return render(request, EDIT, context)
    return attempt(
        request, form,
        lambda: acts.set_attachments(
            by=by, plan_id=plan_id, lines=form.lines(form.values()), base=form.lines(form.base()),
            **guarded(form, request),
        ),
        lambda _receipt: _done(request, plan_id), EDIT, context, plan.lock_version,
    )  # fmt: skip


def _done(request: Request, plan_id: int) -> HttpResponse:
    if is_autosave(request):
        return kept(plan_id)
    return saved(request, _("Tersimpan."), "performance:plan_draft_of", plan_id)


def plan_expectations(request: Request, plan_id: int) -> HttpResponse:
    """The superior's expectations per BerAKHLAK value."""
    by = request.actor
    plan, _held = plan_for_writing(by, plan_id)
    check_expectations(by, plan)
    form = ExpectationsForm(request.POST or None, initial=expectations_of(plan), version=plan.lock_version)
    context = {"plan": plan, "form": form, "title": _("Harapan khusus pimpinan"), "hint": ""}
    if request.method != "POST":
        return render(request, EDIT, context)
    return attempt(
        request, form,
        lambda: acts.set_expectations(
            by=by, plan_id=plan_id, texts=form.texts(form.values()), base=form.base(), **guarded(form, request)
        ),
        lambda _receipt: _done(request, plan_id), EDIT, context, plan.lock_version,
    )  # fmt: skip
