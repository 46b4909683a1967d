"""Proposing raters, approving a list, sending it back."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from prestasi.colleagues import forms
from prestasi.colleagues.actions import raters as actions
from prestasi.colleagues.queries import raters as queries
from prestasi.colleagues.views._replies import page
from prestasi.core.answers import key_of, to_receipt
from prestasi.core.errors import Invalid
from prestasi.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, subject_id: int) -> HttpResponse:
    """One's own list."""
    shown = queries.proposal_page(request.actor, subject_id)
    if request.method != "POST":
        return page(request, "propose", {"page": shown})
    sent = forms.proposal_from(request.POST)
    try:
        return to_receipt(
            actions.propose_raters(
                by=request.actor, subject_id=subject_id, proposal=sent, key=key_of(request),
                version=forms.number_in(request.POST, "version"),
            )
        )  # fmt: skip
    except Invalid as refused:
        again = _again(shown, sent, request.POST.get("outside", ""), refused)
        return page(request, "propose", {"page": again, "errors": refused.errors}, status=422)


def _again(shown: queries.RatersPage, sent: actions.Proposal, outside: str, refused: Invalid) -> queries.RatersPage:
    """The page with what was ticked and typed."""
    groups = tuple(
        replace(g, chosen=frozenset(ids), error=refused.errors.get(g.group, ""))
        for g, ids in ((g, next((i for k, i in sent.people.items() if k == g.group), ())) for g in shown.groups)
    )
    return replace(shown, groups=groups, outside=outside)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, subject_id: int) -> HttpResponse:
    """The superior's decision on a list."""
    shown = queries.approval_page(request.actor, subject_id)
    if request.method != "POST":
        return page(request, "approve", {"page": shown})
    try:
        version = forms.number_in(request.POST, "version")
        return to_receipt(
            actions.approve_raters(by=request.actor, subject_id=subject_id, version=version, key=key_of(request))
        )
    except Invalid as refused:
        return page(request, "approve", {"page": shown, "errors": refused.errors}, status=422)


@require_http_methods(["POST"])
def send_back(request: Request, subject_id: int) -> HttpResponse:
    """Return a list with a reason."""
    shown = queries.approval_page(request.actor, subject_id)
    reason, version = request.POST.get("reason", ""), forms.number_in(request.POST, "version")
    try:
        return to_receipt(
            actions.return_raters(
                by=request.actor, subject_id=subject_id, version=version, reason=reason, key=key_of(request)
            )
        )
    except Invalid as refused:
        return page(request, "approve", {"page": shown, "errors": refused.errors, "reason": reason}, status=422)
