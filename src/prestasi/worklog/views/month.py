"""Catatan harian: the own month with its form, a person's month for the superior, the team."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.core.answers import fresh_key
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request, number_of
from prestasi.performance.forms.rating import ReasonForm
from prestasi.worklog.forms import AnswerForm, EntryForm, month_of
from prestasi.worklog.queries.month import MonthPage, month_page
from prestasi.worklog.queries.team import team_month
from prestasi.worklog.states import EntryState


def month(request: Request) -> HttpResponse:
    """The own month."""
    if request.actor.person_id is None:
        raise NotVisible
    page = page_of(request, request.actor.person_id)
    form = EntryForm(results=page.results, initial=page.suggested, auto_id="f_%s")
    return render(request, "worklog/month/page.html", context_of(page, form))


def person_month(request: Request, person_id: int) -> HttpResponse:
    """Somebody's month, for those who may read it."""
    page = page_of(request, person_id)
    return render(request, "worklog/month/of_person.html", {**context_of(page, None), "reason": ReasonForm()})


def team(request: Request) -> HttpResponse:
    """Everybody the actor leads, with what is not seen yet."""
    found = team_month(request.actor, month_of(request.GET.get("bulan")))
    return render(request, "worklog/team.html", {"page": found, "key": fresh_key()})


def page_of(request: Request, person_id: int) -> MonthPage:
    """The month and filters of the address."""
    asked, state = request.GET, request.GET.get("status", "")
    return month_page(
        request.actor, person_id, month_of(asked.get("bulan")), number_of(asked.get("rencana")),
        state if state in EntryState.values else "",
    )  # fmt: skip


def context_of(page: MonthPage, form: EntryForm | None) -> dict[str, object]:
    return {"page": page, "form": form, "answer": AnswerForm(), "key": fresh_key()}
