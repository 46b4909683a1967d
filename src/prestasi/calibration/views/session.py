"""O03 Kalibrasi: the list of sessions, opening one, and the session itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.calibration.actions import session as acts
from prestasi.calibration.forms import OpenForm, number
from prestasi.calibration.models import PreRead
from prestasi.calibration.queries.session import VIEWS, session_page
from prestasi.calibration.queries.sessions import opening, sessions_page
from prestasi.calibration.views.replies import differences
from prestasi.core.answers import fresh_key, key_of, posted, tell
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request


def sessions(request: Request) -> HttpResponse:
    """Sessions that I may read."""
    return render(request, "calibration/list.html", {"page": sessions_page(request.actor)})


def open_new(request: Request, unit_id: int, period_id: int) -> HttpResponse:
    """Choose participants and the day, then open."""
    page = opening(request.actor, unit_id, period_id)
    if page is None:
        raise Http404
    form = OpenForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            receipt = acts.open_session(
                by=request.actor, unit_id=unit_id, period_id=period_id, member_ids=form.members(),
                key=key_of(request), **form.cleaned_data,
            )  # fmt: skip
            return redirect("calibration:session", receipt.object_id)
        except (Invalid, Closed) as refused:
            tell(form, refused)
    context = {"page": page, "form": form, "chosen": form.members() if form.is_bound else (), "key": fresh_key()}
    return render(request, "calibration/open.html", context, status=422 if form.is_bound else 200)


def session(request: Request, session_id: int) -> HttpResponse:
    """One session: list, bins, matrix or record, with one person opened."""
    return _page(request, session_id, number(request.GET.get("orang")))


def person(request: Request, session_id: int, evaluation_id: int) -> HttpResponse:
    """One person of the session."""
    return _page(request, session_id, evaluation_id)


@require_POST
def change(request: Request, session_id: int, evaluation_id: int) -> HttpResponse:
    """Save a changed rating and go on to the next outlier; with `pratinjau`, only show what it would do."""
    data = request.POST
    if data.get("pratinjau"):
        return _page(request, session_id, evaluation_id)
    try:
        acts.calibrate_rating(
            by=request.actor, session_id=session_id, evaluation_id=evaluation_id,
            result_rating=number(data.get("result_rating"), upto=3) or 0,
            behaviour_rating=number(data.get("behaviour_rating"), upto=3) or 0,
            reason=data.get("reason", ""), expected_version=number(data.get("version")) or 0, key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _page(request, session_id, evaluation_id, errors=dict(refused.errors), status=422)
    except (Closed, Conflict) as refused:
        rows = differences(refused) if isinstance(refused, Conflict) else ()
        return _page(request, session_id, evaluation_id, message=refused.message, rows=rows, status=409)
    messages.success(request, _("Perubahan tersimpan. Penilainya diberi tahu."))
    return _next(request, session_id, evaluation_id)


@require_POST
def discussed(request: Request, session_id: int, evaluation_id: int) -> HttpResponse:
    """Mark as discussed and go on, or take the mark off."""
    is_discussed = request.POST.get("dibahas") != "0"
    acts.mark_discussed(by=request.actor, session_id=session_id, evaluation_id=evaluation_id, is_discussed=is_discussed)
    return _next(request, session_id, evaluation_id) if is_discussed else _back(session_id, evaluation_id)


@require_POST
def stance(request: Request, session_id: int, evaluation_id: int) -> HttpResponse:
    """Keep agreement or doubt; sent by itself while typing."""
    try:
        acts.pre_read(
            by=request.actor, session_id=session_id, evaluation_id=evaluation_id,
            stance=request.POST.get("stance", ""), comment=request.POST.get("comment", ""),
        )  # fmt: skip
    except Invalid as refused:
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=422)
        return _page(request, session_id, evaluation_id, errors=dict(refused.errors), status=422)
    return HttpResponse(status=204) if request.headers.get("X-Autosave") else _back(session_id, evaluation_id)


@require_POST
def remark(request: Request, session_id: int, evaluation_id: int) -> HttpResponse:
    """Put a sentence on the record."""
    try:
        acts.add_remark(
            by=request.actor, session_id=session_id, evaluation_id=evaluation_id, text=request.POST.get("text", ""),
            key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _page(request, session_id, evaluation_id, errors=dict(refused.errors), status=422)
    return _back(session_id, evaluation_id)


@require_POST
def recuse(request: Request, session_id: int, evaluation_id: int) -> HttpResponse:
    """Declare a tie to this person."""
    acts.recuse(by=request.actor, session_id=session_id, evaluation_id=evaluation_id, key=key_of(request))
    return _back(session_id, evaluation_id)


@require_POST
def move(request: Request, session_id: int, act: str) -> HttpResponse:
    """End the meeting, go on with it, or close it as the second person."""
    moves = {"akhiri": acts.ask_closing, "lanjutkan": acts.resume_session, "tutup": acts.close_session}
    if act not in moves:
        raise Http404
    receipt = moves[act](by=request.actor, session_id=session_id, key=key_of(request))
    messages.success(request, _("Tercatat, bukti terima %s.") % receipt.number)
    return redirect("calibration:session", session_id)


def _back(session_id: int, evaluation_id: int) -> HttpResponse:
    return redirect(f"{reverse('calibration:person', args=[session_id, evaluation_id])}#orang")


def _next(request: Request, session_id: int, evaluation_id: int) -> HttpResponse:
    """The next person not discussed yet, in the view that was open."""
    following = number(request.POST.get("next"))
    url = reverse("calibration:person", args=[session_id, following or evaluation_id])
    view = request.POST.get("view", "")
    return redirect(f"{url}?lihat={view if view in VIEWS else VIEWS[0]}#orang")


def _page(
    request: Request, session_id: int, evaluation_id: int | None, *, status: int = 200, **extra: Any
) -> HttpResponse:
    sent = request.POST
    page = session_page(
        request.actor, session_id, view=sent.get("view") or request.GET.get("lihat") or "daftar",
        evaluation_id=evaluation_id, page=number(request.GET.get("page")) or 1,
        result=number(sent.get("result_rating"), upto=3), behaviour=number(sent.get("behaviour_rating"), upto=3),
    )  # fmt: skip
    context = {"page": page, "key": fresh_key(), "sent": sent, "errors": {}, "stances": PreRead.Stance.choices, **extra}
    if request.htmx and status == 200:
        return render(request, "calibration/_effect.html", context)
    return render(request, "calibration/session.html", context, status=status)
