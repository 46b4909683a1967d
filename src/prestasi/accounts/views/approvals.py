"""13.07: how many steps each approval takes; admins of the whole agency."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from prestasi.accounts.actions.approval import set_steps
from prestasi.accounts.forms import StepsForm
from prestasi.accounts.queries.approvals import approval_rules
from prestasi.core import clock
from prestasi.core.answers import answer_form
from prestasi.core.http import Request


def page(request: Request) -> HttpResponse:
    """The rules as they are, were and will be, and the form for the next one."""
    rules = approval_rules(request.actor)
    form = StepsForm(request.POST or None, initial={"starts_on": clock.today(), "steps": 2})
    act = partial(set_steps, by=request.actor)
    return answer_form(request, form, act, "accounts/approvals.html", {"rules": rules}, reverse("accounts:approvals"))
