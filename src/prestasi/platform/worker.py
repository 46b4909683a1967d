"""`prestasi worker`: takes jobs from the queue and plans the periodic ones."""

from __future__ import annotations

from typing import cast

from procrastinate.contrib.django.django_connector import DjangoConnector

from prestasi.core import jobs
from prestasi.platform.processes import STOP_AFTER_S

CONCURRENCY = 2


def main(argv: list[str]) -> int:
    """Work until SIGTERM or Ctrl-C; then finish the jobs at hand, for a few seconds at most."""
    connector = cast(DjangoConnector, jobs.app.connector)
    with jobs.app.replace_connector(connector.get_worker_connector()) as app:
        app.run_worker(name="prestasi", concurrency=CONCURRENCY, shutdown_graceful_timeout=STOP_AFTER_S)
    return 0
