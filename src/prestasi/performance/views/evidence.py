"""G06 Bukti: the list, one piece, and the file itself behind its gate."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from prestasi.core.errors import NotVisible
from prestasi.core.http import Request, number_of
from prestasi.performance.files import store
from prestasi.performance.files.kinds import EXTENSIONS
from prestasi.performance.queries.evidence import evidence_page, one_evidence


def evidence(request: Request) -> HttpResponse:
    """Own evidence, by state."""
    state, page = request.GET.get("status", ""), number_of(request.GET.get("page")) or 1
    found = evidence_page(request.actor, state, page)
    return render(request, "performance/evidence/page.html", {"page": found})


def evidence_one(request: Request, evidence_id: int) -> HttpResponse:
    """One piece with its preview; as a drawer inside a queue."""
    _row, found = one_evidence(request.actor, evidence_id)
    template = "_one.html" if request.htmx else "one.html"
    return render(request, f"performance/evidence/{template}", {"evidence": found})


def evidence_file(request: Request, evidence_id: int) -> FileResponse:
    """The kept file: pictures inline, everything else as a download; never sniffed, never run."""
    row, found = one_evidence(request.actor, evidence_id)
    if row.media_type not in EXTENSIONS:
        raise NotVisible
    return served(store.path_of(row.sha256), row.media_type, found.title, as_attachment=not found.is_image)


def evidence_preview(request: Request, evidence_id: int) -> FileResponse:
    """The small picture."""
    row, found = one_evidence(request.actor, evidence_id)
    if not found.is_image:
        raise NotVisible
    return served(store.preview_path_of(row.sha256), "image/webp", "pratinjau.webp", as_attachment=False)


def served(path: Path, media_type: str, name: str, *, as_attachment: bool) -> FileResponse:
    if not path.is_file():
        raise NotVisible
    response = FileResponse(path.open("rb"), content_type=media_type, as_attachment=as_attachment, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
