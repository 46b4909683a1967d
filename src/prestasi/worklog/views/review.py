"""What the superior does, and the person's answer to a question."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import answer_form, key_of
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.http import Request
from prestasi.performance.forms.rating import ReasonForm
from prestasi.worklog.actions.question import answer_question
from prestasi.worklog.actions.review import return_entry, see_month
from prestasi.worklog.forms import month_of
from prestasi.worklog.queries.entries import entry_to_review, question_or_404
from prestasi.worklog.views.entry import month_url
from prestasi.worklog.views.month import context_of, page_of


@require_POST
def see(request: Request, person_id: int) -> HttpResponse:
    """The month of the address, seen."""
    month = month_of(request.GET.get("bulan"))
    if month is None:
        raise NotVisible
    try:
        see_month(by=request.actor, person_id=person_id, month=month, key=key_of(request))
    except Closed as refused:
        page = page_of(request, person_id)
        context = {**context_of(page, None), "refused": refused.message}
        return render(request, "worklog/month/of_person.html", context, status=409)
    messages.success(request, _("Catatan bulan ini ditandai sudah dilihat."))
    return redirect(f"{reverse('worklog:person', args=[person_id])}?bulan={month:%Y-%m}")


def send_back(request: Request, entry_id: int) -> HttpResponse:
    """One entry with the reason; the page shows it again."""
    row = entry_to_review(request.actor, entry_id)
    back = f"{reverse('worklog:person', args=[row.person_id])}?bulan={row.on:%Y-%m}"

    act = partial(return_entry, by=request.actor, entry_id=entry_id)
    form = ReasonForm(request.POST or None)
    context = {"entry": row, "back": back}
    return answer_form(request, form, act, "worklog/return.html", context, back)


@require_POST
def answer(request: Request, question_id: int) -> HttpResponse:
    row = question_or_404(request.actor, question_id)
    try:
        answer_question(
            by=request.actor, question_id=question_id, answer=request.POST.get("answer", ""), key=key_of(request)
        )
        messages.success(request, _("Jawaban tersimpan."))
    except Invalid as refused:
        messages.error(request, str(refused))
    return redirect(f"{month_url(row.month)}#pertanyaan")
