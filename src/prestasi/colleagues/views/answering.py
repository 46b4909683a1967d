"""The answer sheet for colleagues and for outside raters, its drafts, and the check of a receipt."""

from __future__ import annotations

import base64
import binascii
import secrets

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prestasi.colleagues import forms
from prestasi.colleagues.actions.answer import answer, answer_by_link
from prestasi.colleagues.actions.draft import keep_draft
from prestasi.colleagues.queries import answering as queries
from prestasi.colleagues.queries.receipt import counted_in
from prestasi.colleagues.views._replies import page, unstored
from prestasi.core.errors import Invalid
from prestasi.core.http import Request

COOKIE = "draf-rekan"
COOKIE_AGE = 45 * 86_400


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer_sheet(request: Request, invitation_id: int) -> HttpResponse:
    """Answer about one colleague. The receipt is on the answer page and nowhere else."""
    typed = forms.typed_in(request.POST) if request.method == "POST" else None
    sheet = queries.sheet(request.actor, invitation_id, _secret(request), typed)
    if request.method != "POST":
        return _with_secret(request, _sheet(request, sheet))
    try:
        sent = forms.answer_from(request.POST, queries.kinds_of(sheet.values))
        code = answer(by=request.actor, invitation_id=invitation_id, given=sent)
    except Invalid as refused:
        return _sheet(request, sheet, refused)
    return page(request, "sent", {"code": code, "sheet": sheet})


@sensitive_post_parameters()
@require_http_methods(["POST"])
def draft(request: Request, invitation_id: int) -> HttpResponse:
    """Keep a draft: 204 for the script, back to the sheet for a button."""
    secret = _secret(request)
    if secret is not None:
        keep_draft(by=request.actor, invitation_id=invitation_id, typed=forms.typed_in(request.POST), secret=secret)
    else:
        queries.sheet(request.actor, invitation_id, None)
    if request.headers.get("X-Autosave") == "1":
        return HttpResponse(status=204 if secret else 409)
    return redirect("colleagues:answer", invitation_id=invitation_id)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: Request, token: str) -> HttpResponse:
    """The sheet of an outside rater behind a one-time link; no account, no script, no draft."""
    sheet = queries.sheet_by_link(token, forms.typed_in(request.POST) if request.method == "POST" else None)
    if request.method != "POST":
        return page(request, "outside", {"sheet": sheet})
    try:
        sent = forms.answer_from(request.POST, queries.kinds_of(sheet.values))
        code = answer_by_link(token=token, given=sent)
    except Invalid as refused:
        return page(request, "outside", {"sheet": sheet, "errors": _named(sheet, refused)}, status=422)
    return page(request, "outside", {"sheet": sheet, "code": code})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request) -> HttpResponse:
    """Whether an answer was counted; the code travels in the body, never in an address."""
    code = request.POST.get("code", "")[:60]
    asked = request.method == "POST"
    context = {"code": code, "asked": asked, "title": counted_in(code) if asked else None}
    return page(request, "check", context)


def _sheet(request: Request, sheet: queries.Sheet, refused: Invalid | None = None) -> HttpResponse:
    context = {"sheet": sheet, "errors": _named(sheet, refused) if refused else {}}
    return page(request, "answer", context, status=422 if refused else 200)


def _named(sheet: queries.Sheet, refused: Invalid) -> dict[str, str]:
    """Messages by the field they stand at; that of the marks at the first statement."""
    first = f"s{next(iter(queries.kinds_of(sheet.values)))}"
    return {first if name == "scores" else name: message for name, message in refused.errors.items()}


def _secret(request: Request) -> bytes | None:
    """The key of this browser's drafts, from its cookie; None when there is none or it is damaged."""
    try:
        found = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == 32 else None


def _with_secret(request: Request, response: HttpResponse) -> HttpResponse:
    """Give the browser a key for its drafts, once. It is never stored by the server."""
    if _secret(request) is None:
        value = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        response.set_cookie(
            COOKIE, value, max_age=COOKIE_AGE, path="/rekan/", secure=settings.SESSION_COOKIE_SECURE, httponly=True,
            samesite="Strict",
        )  # fmt: skip
    return unstored(response)
