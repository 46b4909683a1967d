"""P10: anyone checks a code or a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.core.http import Request
from prestasi.documents.forms import FileForm
from prestasi.documents.queries.verification import checked, genuine

PAGE = "documents/verify.html"


def verify(request: Request) -> HttpResponse:
    """Type a code, or give a file: it is looked at and forgotten."""
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, PAGE, {"form": form}, status=422)
        return render(request, PAGE, {"form": FileForm(), "check": checked(form.content())})
    code = request.GET.get("kode", "")
    context = {"form": FileForm(), "code": code, "asked": bool(code), "found": genuine(code) if code else None}
    return render(request, PAGE, context)


def verify_code(request: Request, code: str) -> HttpResponse:
    """Where the QR code leads."""
    return render(request, PAGE, {"form": FileForm(), "code": code, "asked": True, "found": genuine(code)})
