"""Forms B.1.8 and B.1.9, the printed forms, and opening a sealed record."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from prestasi.core.answers import answer_form, form_key, posted, to_receipt
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.dialogue.actions.guidance import open_seal, score_competences, sign_guidance
from prestasi.dialogue.documents.form import form_pdf
from prestasi.dialogue.forms.records import CompetenceForm, GuidanceForm, rows_of
from prestasi.dialogue.queries.guidance import competence_page, guidance_page, sealed_or_404
from prestasi.dialogue.queries.printed import printed_form
from prestasi.dialogue.views.sheet import spread_errors
from prestasi.performance.forms.rating import ReasonForm


def guidance(request: Request, dialogue_id: int) -> HttpResponse:
    """B.1.8: to fill for the employee, to read for the leader's superior."""
    page = guidance_page(request.actor, dialogue_id)
    form = GuidanceForm(posted(request))
    return answer_form(
        request, form, lambda key, **_given: sign_guidance(
            by=request.actor, dialogue_id=dialogue_id, answers=form.answers(), note=form.cleaned_data["note"], key=key
        ), "dialogue/guidance.html", {"page": page, "answers": _answers(form, page.form)}, _dialogue(dialogue_id),
    )  # fmt: skip


def _answers(form: GuidanceForm, signed: object) -> list[tuple[object, list[tuple[object, bool]]]]:
    """The signed answers beside their statements; empty while it is not signed."""
    given = getattr(signed, "answers", None)
    if given is None:
        return []
    groups = form.groups()
    return [
        (name, [(field.label, given[3 * n + i]) for i, field in enumerate(fields)])
        for n, (name, fields) in enumerate(groups)
    ]


def competences(request: Request, dialogue_id: int) -> HttpResponse:
    """B.1.9: competences with score and reason."""
    dialogue, known = competence_page(request.actor, dialogue_id)
    rows = rows_of(CompetenceForm, posted(request), known, 3, 10)
    status = 200
    if request.method == "POST":
        scores = [one for row in rows if (one := row.scored()) is not None]
        try:
            receipt = score_competences(by=request.actor, dialogue_id=dialogue_id, scores=scores, key=form_key(request))
            return to_receipt(receipt, _dialogue(dialogue_id))
        except (Invalid, Closed) as refused:
            status = refused.status
            spread_errors(rows[0] if rows else CompetenceForm(row=1), rows, refused)
    context = {"dialogue": dialogue, "rows": rows or [CompetenceForm(row=1)], "key": form_key(request)}
    return render(request, "dialogue/competences.html", context, status=status)


def printed(request: Request, dialogue_id: int) -> HttpResponse:
    """The record on paper: guidance with its forms, counselling as a confidential sheet."""
    document = printed_form(request.actor, dialogue_id)
    answer = HttpResponse(form_pdf(document), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="dialog-{dialogue_id}.pdf"'
    return answer


def seal(request: Request, dialogue_id: int) -> HttpResponse:
    """An analyst asks to read a counselling record, with the reason."""
    row = sealed_or_404(request.actor, dialogue_id)
    form = ReasonForm(posted(request))
    return answer_form(
        request, form, lambda **given: open_seal(by=request.actor, dialogue_id=dialogue_id, **given),
        "dialogue/seal.html", {"row": row}, _dialogue(dialogue_id),
    )  # fmt: skip


def _dialogue(dialogue_id: int) -> str:
    return reverse("dialogue:dialogue", args=[dialogue_id])
