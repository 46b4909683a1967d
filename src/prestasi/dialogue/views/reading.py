"""S1 Bacaan tim: one person after another, with a key each for seen, comment and agenda."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from prestasi.core import clock
from prestasi.core.answers import form_key, tell
from prestasi.core.errors import Invalid
from prestasi.core.http import Request
from prestasi.dialogue.actions.reading import comment, mark_seen, put_on_agenda
from prestasi.dialogue.forms.records import CommentForm
from prestasi.dialogue.queries.reading import reading_page


def reading(request: Request, person_id: int | None = None) -> HttpResponse:
    """What changed since last time."""
    return _page(request, person_id)


@require_POST
def seen(request: Request, person_id: int) -> HttpResponse:
    """Read up to the moment the page was made; on to the next person."""
    mark_seen(by=request.actor, person_id=person_id, until=_moment(request))
    return _onwards(request)


@require_POST
def remark(request: Request, person_id: int) -> HttpResponse:
    """Comment on what was read; the person stays in view."""
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment(by=request.actor, person_id=person_id, key=form_key(request), **form.cleaned_data)
            return _onwards(request, person_id)
        except Invalid as refused:
            tell(form, refused)
    return _page(request, person_id, 422, form=form)


@require_POST
def to_agenda(request: Request, person_id: int) -> HttpResponse:
    """Put one change on the agenda of the next dialogue."""
    text = request.POST.get("text", "")[:300]
    put_on_agenda(by=request.actor, person_id=person_id, text=text, key=form_key(request))
    return _onwards(request, person_id)


def _onwards(request: Request, person_id: int | None = None) -> HttpResponse:
    url = reverse("dialogue:reading_of", args=[person_id]) if person_id else reverse("dialogue:reading")
    if request.htmx:
        answer = _page(request, person_id)
        answer["HX-Push-Url"] = url
        return answer
    return redirect(url)


def _page(request: Request, person_id: int | None, status: int = 200, **more: Any) -> HttpResponse:
    page = reading_page(request.actor, person_id)
    first = page.current.changes[0].text if page.current else ""
    context = {"page": page, "form": CommentForm(initial={"about": first[:200]}), "key": form_key(request), **more}
    template = "_reading.html" if request.htmx else "reading.html"
    return render(request, f"dialogue/{template}", context, status=status)


def _moment(request: Request) -> dt.datetime:
    """When the page that was read had been made; nothing counts as read without it."""
    try:
        found = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        return clock.now() - dt.timedelta(days=3650)
    return found
