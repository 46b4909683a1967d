"""The determination of credit points (PAK): put forward with the second factor, signed by a second person."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from prestasi.accounts.step_up import prove, step_of
from prestasi.core.answers import form_key, fresh_key, key_of, tell, to_receipt
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request, number_of
from prestasi.credit.actions import determination as acts
from prestasi.credit.forms import PakForm
from prestasi.credit.queries.pak import pak_or_404, pak_page
from prestasi.credit.queries.pak_ask import ask_page


def ask(request: Request, person_id: int) -> HttpResponse:
    """See what would be frozen, and put it forward; `ganti` names the PAK that is corrected."""
    replaces = number_of(request.GET.get("ganti"))
    page = ask_page(request.actor, person_id, replaces)
    form, status = PakForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                given = form.cleaned_data
                receipt = acts.request_determination(
                    by=request.actor, person_id=person_id, number=given["number"], reason=given["reason"],
                    proof=prove(request, given["code"]), replaces=replaces, key=form_key(request),
                )  # fmt: skip
                return to_receipt(receipt)
        except (Invalid, Closed) as refused:
            status = refused.status
            tell(form, refused)
    context = {"page": page, "form": form, "step": step_of(request), "key": form_key(request), "errors": _at(form)}
    return render(request, "credit/pak_ask.html", context, status=status)


def _at(form: PakForm) -> dict[str, str]:
    return {"code": str(form.errors["code"][0])} if form.is_bound and "code" in form.errors else {}


def pak(request: Request, determination_id: int) -> HttpResponse:
    """One determination as it was frozen."""
    return _page(request, determination_id)


@require_POST
def decide(request: Request, determination_id: int) -> HttpResponse:
    """Sign it with the second factor, or send it back with a reason."""
    pak_or_404(request.actor, determination_id)
    given: dict[str, Any] = {"by": request.actor, "determination_id": determination_id, "key": key_of(request)}
    try:
        if request.POST.get("putusan") == "setuju":
            proof = prove(request, request.POST.get("code", ""))
            return to_receipt(acts.determine(**given, proof=proof))
        return to_receipt(acts.decline_determination(**given, reason=request.POST.get("reason", "")))
    except Invalid as refused:
        return _page(request, determination_id, errors=dict(refused.errors), status=422)
    except (Closed, Conflict) as refused:
        return _page(request, determination_id, message=refused.message, status=409)


def _page(request: Request, determination_id: int, *, status: int = 200, **extra: Any) -> HttpResponse:
    page = pak_page(request.actor, pak_or_404(request.actor, determination_id))
    step = step_of(request) if page.may_decide else None
    context = {"page": page, "step": step, "key": fresh_key(), "errors": {}, **extra}
    return render(request, "credit/pak.html", context, status=status)
