"""S05 Delegasi: give, answer, act for another, end."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from prestasi.accounts.actions.delegation import (
    LEADS,
    answer_delegation,
    approve_delegation,
    check_may_act,
    check_may_delegate,
    end_delegation,
    propose_delegation,
)
from prestasi.accounts.forms import AnswerForm, DelegationForm
from prestasi.accounts.queries.delegations import candidates, delegations_of
from prestasi.accounts.session import ACTING_KEY, act_for
from prestasi.core import clock
from prestasi.core.answers import tell, to_receipt
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request


def page(request: Request) -> HttpResponse:
    """What I gave, what I hold, and the form to give."""
    if request.method == "POST":
        return _propose(request)
    return _page(request, DelegationForm(initial={"scopes": ["review"], "starts_on": clock.today()}))


def _page(request: Request, form: DelegationForm, status: int = 200) -> HttpResponse:
    actor, search = request.actor, request.GET.get("cari", "")[:80]
    may_give = actor.on_behalf_of is None and any(actor.has_role(role) for role in LEADS)
    context = {
        "form": form,
        "search": search,
        "may_give": may_give,
        "candidates": candidates(actor, search) if may_give else (),
        "delegations": delegations_of(actor, request.session.get(ACTING_KEY)),
    }
    return render(request, "accounts/delegations.html", context, status=status)


def _propose(request: Request) -> HttpResponse:
    check_may_delegate(request.actor)
    form = DelegationForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            receipt = propose_delegation(
                by=request.actor, holder_id=given.pop("holder"), **given, key=request.POST.get("key") or None
            )
            return to_receipt(receipt, reverse("accounts:delegations"))
        except (Invalid, Closed) as refused:
            tell(form, refused)
    return _page(request, form, status=422)


@require_POST
def answer(request: Request, delegation_id: int) -> HttpResponse:
    form, key = AnswerForm(request.POST), request.POST.get("key") or None
    accept = form.is_valid() and form.cleaned_data["accept"]
    answer_delegation(by=request.actor, delegation_id=delegation_id, accept=accept, key=key)
    return redirect("accounts:delegations")


@require_POST
def approve(request: Request, delegation_id: int) -> HttpResponse:
    """The second step, by the giver's superior."""
    form, key = AnswerForm(request.POST), request.POST.get("key") or None
    accept = form.is_valid() and form.cleaned_data["accept"]
    approve_delegation(by=request.actor, delegation_id=delegation_id, accept=accept, key=key)
    return redirect("accounts:delegations")


@require_POST
def end(request: Request, delegation_id: int) -> HttpResponse:
    end_delegation(by=request.actor, delegation_id=delegation_id, key=request.POST.get("key") or None)
    return redirect("accounts:delegations")


@require_POST
def act(request: Request, delegation_id: int) -> HttpResponse:
    """Act for the giver from now on; the banner says so on every page."""
    act_for(request, check_may_act(by=request.actor, delegation_id=delegation_id))
    return redirect("accounts:home")


@require_POST
def stop_acting(request: Request) -> HttpResponse:
    """Back to the own name."""
    act_for(request, None)
    return redirect("accounts:home")
