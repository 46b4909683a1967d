"""Open every page in this process and measure it; prints JSON. Run as `python -m benchmarks.visiting STATE`."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time

import brotli

WARM, COUNTED = 3, 9


def main(state: str) -> None:
    os.environ.update(PRESTASI_STATE=state, DJANGO_SETTINGS_MODULE="config.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from benchmarks.routes import visits

    print(json.dumps([_measure(visit) for visit in visits()]))


def _measure(visit) -> dict[str, object]:  # type: ignore[no-untyped-def]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _client(visit.role)
    for _ in range(WARM):
        response = client.get(visit.path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(visit.path)
    times = []
    for _ in range(COUNTED):
        started = time.perf_counter()
        client.get(visit.path)
        times.append(time.perf_counter() - started)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return {
        "name": visit.name, "path": visit.path, "public": visit.public, "status": response.status_code,
        "queries": len(queries), "ms": statistics.median(times) * 1000, "html": len(brotli.compress(body, quality=11)),
    }  # fmt: skip


def _client(role: str):  # type: ignore[no-untyped-def]
    from django.test import Client

    from prestasi.accounts.models import User

    client = Client()
    if role:
        client.force_login(
            User.objects.get(is_demo=True, active_role=role), backend="django.contrib.auth.backends.ModelBackend"
        )
    return client


if __name__ == "__main__":
    main(sys.argv[1])
