"""G05 Catat capaian."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from prestasi.core import clock
from prestasi.core.answers import fresh_key, key_of, tell, to_receipt
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request, number_of
from prestasi.performance.actions.progress import report_progress
from prestasi.performance.forms.progress import ReportForm
from prestasi.performance.queries.report import ReportPage, report_page


def report(request: Request) -> HttpResponse:
    """The form with everything preselected that can be known; a sent one ends in a receipt."""
    given = request.POST if request.method == "POST" else request.GET
    indicator = number_of(given.get("indicator") or given.get("indikator"))
    page = report_page(request.actor, indicator, number_of(given.get("replaces") or given.get("ganti")))
    if request.method == "POST":
        return _for_draft(_sent(request, page)) if request.headers.get("X-Draft") else _sent(request, page)
    return _page(request, page, _form(page, initial=_initial(page)))


def _for_draft(answer: HttpResponse) -> HttpResponse:
    """The same answer for the script that sends what a phone has kept: the receipt, or why not."""
    if answer.status_code == 302:
        number = answer["Location"].strip("/").rpartition("/")[2]
        return JsonResponse({"receipt": number, "url": answer["Location"]})
    return JsonResponse({"errors": getattr(answer, "refusals", [])}, status=answer.status_code)


def _form(page: ReportPage, **options: object) -> ReportForm:
    levels = page.chosen.indicator.levels if page.chosen else ()
    form = ReportForm(choices=page.choices, levels=levels, auto_id="f_%s", **options)
    form.fields["on"].widget.attrs |= page.day_limits
    return form


def _initial(page: ReportPage) -> dict[str, object]:
    """A report that is corrected comes with what was written."""
    found: dict[str, object] = {"indicator": page.chosen.indicator.id if page.chosen else None, "on": page.on}
    if page.replaces:
        old = page.replaces
        found |= {"replaces": old.pk, "note": old.note, "value": old.value, "level": old.level}
    return found


def _sent(request: Request, page: ReportPage) -> HttpResponse:
    form = _form(page, data=request.POST, files=request.FILES)
    form.refuse_dropped(getattr(request, "too_large", []))
    evidence = form.evidence() if form.is_valid() else []
    if not form.is_valid():
        return _page(request, page, form, 422)
    given = form.cleaned_data
    try:
        receipt = report_progress(
            by=request.actor, indicator_id=given["indicator"], on=given["on"], value=given["value"],
            level=given["level"], note=given["note"], evidence=evidence, replaces=given["replaces"],
            key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        tell(form, refused)
        return _page(request, page, form, 422)
    except (Closed, Conflict) as refused:
        tell(form, refused)
        return _page(request, page, form, 409)
    return to_receipt(receipt)


def _page(request: Request, page: ReportPage, form: ReportForm, status: int = 200) -> HttpResponse:
    context = {"page": page, "form": form, "key": fresh_key(), "today": clock.today()}
    answer = render(request, "performance/progress/page.html", context, status=status)
    answer.refusals = [message for messages in form.errors.values() for message in messages]  # type: ignore[attr-defined]
    return answer
