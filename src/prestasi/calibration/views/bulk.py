"""Confirming everything that waits in one job."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.calibration.actions.bulk import start_bulk_confirmation
from prestasi.calibration.queries.bulk import run_or_404
from prestasi.core.answers import key_of
from prestasi.core.http import Request


@require_POST
def confirm_all(request: Request) -> HttpResponse:
    """Start the job and show how far it is."""
    receipt = start_bulk_confirmation(by=request.actor, key=key_of(request))
    return redirect("calibration:confirm_progress", receipt.object_id)


def progress(request: Request, run_id: int) -> HttpResponse:
    """How far a run is; the page asks again by itself while it runs."""
    run = run_or_404(request.actor, run_id)
    template = "_progress.html" if request.htmx else "progress.html"
    return render(request, f"calibration/{template}", {"run": run})
