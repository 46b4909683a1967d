"""Housekeeping of the job queue itself."""

from __future__ import annotations

import logging

from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.utils import utcnow

from prestasi.core import jobs

log = logging.getLogger(__name__)


@jobs.app.periodic(cron="* * * * *")
@jobs.app.task(name="core.retry_stalled_jobs", queueing_lock="core.retry_stalled_jobs", pass_context=False)
async def retry_stalled_jobs(timestamp: int) -> int:
    """Give the jobs of dead workers to the living; the number taken up.

    A job that has brought down its worker several times is marked as failed, so that it does not do so for ever.
    """
    stalled = list(await jobs.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=jobs.STALLED_AFTER_S))
    for job in stalled:
        if job.attempts >= jobs.MOST_ATTEMPTS:
            await _give_up(job, Status.FAILED)
        else:
            await _retry(job)
    return len(stalled)


async def _retry(job: Job) -> None:
    try:
        await jobs.app.job_manager.retry_job(job, retry_at=utcnow())
    except UniqueViolation:  # a fresh copy of the same job already waits
        await _give_up(job, Status.ABORTED)


async def _give_up(job: Job, status: Status) -> None:
    log.error("job %s (%s) ended as %s after %s attempts", job.id, job.task_name, status.value, job.attempts)
    await jobs.app.job_manager.finish_job(job, status=status, delete_job=False)


@jobs.app.periodic(cron="17 2 * * *")
@jobs.app.task(name="core.forget_done_jobs", queueing_lock="core.forget_done_jobs", pass_context=False)
async def forget_done_jobs(timestamp: int) -> None:
    """Delete finished jobs after two weeks; what they did is in the events."""
    await jobs.app.job_manager.delete_old_jobs(nb_hours=jobs.KEEP_DONE_HOURS)
