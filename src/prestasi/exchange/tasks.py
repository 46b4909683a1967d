"""Reading and writing large sheets in the background."""

from __future__ import annotations

from prestasi.core import jobs
from prestasi.exchange.actions import reconcile_bulk
from prestasi.exchange.actions.check import run_check
from prestasi.exchange.actions.compare_siasn import compare
from prestasi.exchange.actions.entries import run_entry_check
from prestasi.exchange.actions.reports import forget_expired
from prestasi.exchange.queries.snapshots import latest_snapshot
from prestasi.worklog.actions.importing import run_apply


@jobs.app.task(name="exchange.check_import", queue="imports")
def check_import(batch_id: int) -> None:
    """Dry run of a batch; starts over when it runs twice, and does nothing once the batch is checked."""
    run_check(batch_id)


@jobs.app.task(name="exchange.check_entries", queue="imports")
def check_entries(batch_id: int) -> None:
    """Check of a file of daily entries; goes on where it stood."""
    run_entry_check(batch_id)


@jobs.app.task(name="exchange.apply_entries", queue="imports")
def apply_entries(batch_id: int) -> None:
    """Writing of a confirmed file of daily entries; goes on where it stood."""
    run_apply(batch_id)


@jobs.app.task(name=reconcile_bulk.TASK, queue="imports")
def reconcile(run_id: int) -> None:
    """Settle everything of one run; goes on where it stood."""
    reconcile_bulk.continue_bulk(run_id)


@jobs.app.periodic(cron="50 19 * * *")  # 02.50 WIB
@jobs.app.task(name="exchange.compare_siasn", queueing_lock="exchange.compare_siasn")
def compare_siasn(timestamp: int) -> None:
    """Lay the latest export beside the data of today, so that the list follows what changed during the day."""
    if batch := latest_snapshot():
        compare(batch)


@jobs.app.periodic(cron="23 * * * *")
@jobs.app.task(name="exchange.forget_reports", queueing_lock="exchange.forget_reports")
def forget_reports(timestamp: int) -> None:
    """Delete files of reports whose day is over."""
    forget_expired()
