"""The opening balance: the analyst's form, the second person's answer, the paper itself."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.core.answers import form_key, fresh_key, key_of, tell, to_receipt
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.http import Request
from prestasi.credit.actions import opening as acts
from prestasi.credit.forms import DecisionForm, OpeningForm
from prestasi.credit.queries.account import account_page
from prestasi.credit.queries.opening import opening_or_404, start_of
from prestasi.credit.views.accounts import ACCOUNT
from prestasi.performance.files import store
from prestasi.performance.files.kinds import EXTENSIONS


def new(request: Request, person_id: int) -> HttpResponse:
    """Put the last PAK forward."""
    start, status = start_of(request.actor, person_id), 200
    form = OpeningForm(request.POST or None, request.FILES or None, initial=start.initial)
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid() and (typed := form.opening()):
                receipt = acts.request_opening(by=request.actor, person_id=person_id, new=typed, key=form_key(request))
                return to_receipt(receipt)
        except (Invalid, Closed) as refused:
            status = refused.status
            tell(form, refused)
    context = {"start": start, "form": form, "key": form_key(request)}
    return render(request, "credit/opening.html", context, status=status)


@require_POST
def decide(request: Request, opening_id: int) -> HttpResponse:
    """Confirm or decline, as the second person."""
    row, form = opening_or_404(request.actor, opening_id), DecisionForm(request.POST)
    given: dict[str, Any] = {"by": request.actor, "opening_id": opening_id, "key": key_of(request)}
    try:
        if form.is_valid() and form.cleaned_data["putusan"] == "setuju":
            return to_receipt(acts.confirm_opening(**given))
        receipt = acts.decline_opening(**given, reason=request.POST.get("reason", ""))
    except (Invalid, Closed) as refused:
        errors = refused.errors if isinstance(refused, Invalid) else {"": refused.message}
        context = {"page": account_page(request.actor, row.person_id), "key": fresh_key(), "errors": errors}
        return render(request, ACCOUNT, context, status=refused.status)
    return redirect("audit:receipt", number=receipt.number)


def file(request: Request, opening_id: int) -> FileResponse:
    """The kept paper: pictures inline, everything else as a download; never sniffed, never run."""
    row = opening_or_404(request.actor, opening_id)
    path = store.path_of(row.sha256) if row.sha256 else None
    if path is None or row.media_type not in EXTENSIONS or not path.is_file():
        raise NotVisible
    is_image = row.media_type.startswith("image/")
    response = FileResponse(
        path.open("rb"), content_type=row.media_type, as_attachment=not is_image, filename=row.title
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
