"""Open every page in this process and measure it; prints JSON. Run as `python -m benchmarks.visiting STATE`."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import brotli

WARM, COUNTED = 3, 9


def main(state: str) -> None:
    os.environ.update(PRESTASI_STATE=state, DJANGO_SETTINGS_MODULE="config.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from benchmarks.routes import visits
    from prestasi.people.models import Person

    print(json.dumps({"people": Person.objects.count(), "pages": [_measure(visit) for visit in visits()]}))


def read(state: str) -> dict[str, Any]:
    """Visit every page of the installation in `state`, in a process of its own: people and the figures per page."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.visiting", state], check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": "src"}, cwd=Path(__file__).resolve().parents[1],
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _measure(visit) -> dict[str, object]:  # type: ignore[no-untyped-def]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _client(visit.role)
    for _ in range(WARM):
        response = client.get(visit.path, follow=True)
    if response.status_code != 200 or "/masuk/" in response.request["PATH_INFO"] != visit.path:
        raise SystemExit(f"{visit.name} {visit.path}: {response.status_code}")
    path = response.request["PATH_INFO"] + ("?" + visit.path.partition("?")[2] if "?" in visit.path else "")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    statements = len(queries)  # the log is emptied by the next request
    times = []
    for _ in range(COUNTED):
        started = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - started)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return {
        "name": visit.name, "path": visit.path, "public": visit.public, "status": response.status_code,
        "queries": statements, "ms": statistics.median(times) * 1000, "html": len(brotli.compress(body, quality=11)),
    }  # fmt: skip


def _client(role: str):  # type: ignore[no-untyped-def]
    from django.conf import settings
    from django.test import Client

    from prestasi.accounts.models import User

    client = Client()
    if role:
        client.force_login(
            User.objects.get(is_demo=True, active_role=role), backend=settings.AUTHENTICATION_BACKENDS[-1]
        )
    return client


if __name__ == "__main__":
    main(sys.argv[1])
