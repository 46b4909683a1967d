"""Reading a large sheet in the background."""

from __future__ import annotations

from prestasi.core import jobs
from prestasi.exchange.actions.check import run_check


@jobs.app.task(name="exchange.check_import", queue="imports")
def check_import(batch_id: int) -> None:
    """Dry run of a batch; starts over when it runs twice, and does nothing once the batch is checked."""
    run_check(batch_id)
