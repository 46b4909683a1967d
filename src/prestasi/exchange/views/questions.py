"""Questions about differences with SIASN, as the person who was asked sees them."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from prestasi.core.answers import answer_form
from prestasi.core.http import Request
from prestasi.exchange.actions.reconcile_ask import answer
from prestasi.exchange.forms_reconcile import AnswerForm
from prestasi.exchange.permissions_reconcile import question_or_404
from prestasi.exchange.queries.questions import asked_of_me, question_page


def mine(request: Request) -> HttpResponse:
    """What I was asked, open ones first."""
    return render(request, "exchange/siasn/questions.html", {"rows": asked_of_me(request.actor)})


def one(request: Request, question_id: int) -> HttpResponse:
    """The question with both sides, and the answer."""
    page = question_page(question_or_404(request.actor, question_id))
    form = AnswerForm(request.POST or None)
    act = partial(answer, by=request.actor, question_id=question_id)
    done = reverse("exchange:questions")
    return answer_form(request, form, act, "exchange/siasn/question.html", {"page": page, "back": done}, done)
