"""The job queue: part of the act's transaction, and no job lost with its worker."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from prestasi.calibration import tasks as calibration_tasks
from prestasi.core import jobs
from prestasi.core.tasks import forget_done_jobs, retry_stalled_jobs
from prestasi.performance import tasks as performance_tasks

pytestmark = pytest.mark.django_db


def take(job_id: int, *, worker_beat: str | None, attempts: int = 0) -> None:
    """Let a worker have taken the job whose last heartbeat was so long ago; None: the worker has been forgotten."""
    with connection.cursor() as cursor:
        worker = None
        if worker_beat is not None:
            query = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id"
            cursor.execute(query, [worker_beat])
            worker = cursor.fetchone()[0]
        query = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s"
        cursor.execute(query, [worker, attempts, job_id])


def waiting_job() -> int:
    return forget_done_jobs.configure(queueing_lock=None).defer(timestamp=0)


def status(job_id: int) -> tuple[str, int]:
    job = ProcrastinateJob.objects.get(pk=job_id)
    return job.status, job.attempts


def reap() -> int:
    return async_to_sync(retry_stalled_jobs.func)(0)


def test_a_job_is_part_of_the_transaction_that_asks_for_it() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        waiting_job()
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize("worker_beat", ["5 minutes", None])
def test_the_job_of_a_dead_worker_is_given_to_another(worker_beat: str | None) -> None:
    job = waiting_job()
    take(job, worker_beat=worker_beat)
    assert reap() == 1
    assert status(job) == ("todo", 1)


def test_the_job_of_a_living_worker_is_left_alone() -> None:
    job = waiting_job()
    take(job, worker_beat="3 seconds")
    assert reap() == 0
    assert status(job) == ("doing", 0)


def test_a_job_that_keeps_killing_its_worker_is_given_up() -> None:
    job = waiting_job()
    take(job, worker_beat=None, attempts=jobs.MOST_ATTEMPTS)
    reap()
    assert status(job)[0] == "failed"


@pytest.mark.django_db(transaction=True)
def test_a_stalled_job_gives_way_to_a_fresh_copy_of_itself() -> None:
    stalled = retry_stalled_jobs.configure(task_kwargs={"timestamp": 1}).defer()
    take(stalled, worker_beat=None)
    fresh = retry_stalled_jobs.configure(task_kwargs={"timestamp": 2}).defer()
    reap()
    assert status(stalled)[0] == "aborted"
    assert status(fresh) == ("todo", 0)


@pytest.mark.parametrize("task", [calibration_tasks.confirm_in_bulk, performance_tasks.agree_in_bulk])
def test_a_bulk_job_that_the_database_ended_is_tried_again(task: Any) -> None:
    """Two runs that count the same units may wait for each other; the one that is ended goes on where it was."""
    ended, refused = OperationalError("deadlock detected"), ValueError("a fault of ours")
    again = task.retry_strategy
    assert [again.get_retry_decision(exception=ended, job=job(attempts=n)) is not None for n in (0, 1, 4, 5)] == [
        True, True, True, False
    ]  # fmt: skip
    assert again.get_retry_decision(exception=refused, job=job(attempts=0)) is None


def job(attempts: int) -> Job:
    return Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=attempts)
