"""Background work of this app."""

from __future__ import annotations

from prestasi.calibration.actions.bulk import TASK, continue_bulk_confirmation
from prestasi.core import jobs


@jobs.app.task(name=TASK, pass_context=False, retry=jobs.AGAIN)
def confirm_in_bulk(run_id: int) -> int:
    """Confirm everything of one run; safe to run twice."""
    return continue_bulk_confirmation(run_id)
