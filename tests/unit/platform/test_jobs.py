"""The job queue: part of the act's transaction, and no job lost with its worker."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from prestasi.core import jobs
from prestasi.core.tasks import forget_done_jobs, retry_stalled_jobs

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
