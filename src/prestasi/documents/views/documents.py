"""One official document: its page, issuing, and the files."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_POST

from prestasi.core.answers import form_key
from prestasi.core.http import Request
from prestasi.documents.actions.issue import issue_document
from prestasi.documents.docx import docx_of
from prestasi.documents.form import Form
from prestasi.documents.kinds import kind_of
from prestasi.documents.queries.page import document_page, issued_file
from prestasi.documents.typeset import pdf_of

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def base_of(request: Request) -> str:
    """The public address of this installation."""
    base: str = settings.BASE_URL or request.build_absolute_uri("/")
    return base.rstrip("/")


def page(request: Request, kind: str, object_id: int) -> HttpResponse:
    """What was issued and what can be fetched."""
    found = document_page(request.actor, kind, object_id)
    return render(request, "documents/page.html", {"page": found, "key": form_key(request)})


@require_POST
def issue(request: Request, kind: str, object_id: int) -> HttpResponse:
    """Seal and keep the form as it stands."""
    receipt = issue_document(
        by=request.actor, kind=kind, object_id=object_id, base_url=base_of(request), key=form_key(request)
    )
    return redirect("audit:receipt", number=receipt.number)


def copy(request: Request, kind: str, object_id: int) -> HttpResponse:
    """An unsealed copy as PDF/A, marked as such."""
    at = kind_of(kind).open(request.actor, object_id).at
    form = replace(_form(request, kind, object_id), mark="SALINAN")
    return served(pdf_of(form, at), PDF, f"{kind}-{object_id}-salinan.pdf")


def word(request: Request, kind: str, object_id: int) -> HttpResponse:
    """The same form for a word processor."""
    kind_of(kind).open(request.actor, object_id)
    content = docx_of(_form(request, kind, object_id))
    return served(content, DOCX, f"{kind}-{object_id}.docx", inline=False)


def sealed(request: Request, code: str) -> HttpResponse:
    """The sealed file."""
    row, content = issued_file(request.actor, code)
    return served(content, PDF, f"{row.number}.pdf")


def _form(request: Request, kind: str, object_id: int) -> Form:
    with translation.override("id"):
        return kind_of(kind).form(object_id, base_of(request))


def served(content: bytes, media_type: str, name: str, *, inline: bool = True) -> HttpResponse:
    """A file that is never sniffed and never cached by others."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
