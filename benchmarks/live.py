"""P5: how long after a report's commit the change has reached all open boards, with 500 and 2,000 viewers."""

from __future__ import annotations

import asyncio
import json
import os
import time

import psycopg

from benchmarks.page import table, write

REPORTS = 40


def main() -> None:
    """Drives the real stream application in this process over loopback, with a real cluster and NOTIFY."""
    from benchmarks import world

    world.prepare("small", "--agency", "sleman", "--staff", "1000")
    rows = [asyncio.run(_measure(viewers)) for viewers in (500, 2000)]
    write(
        "live",
        "P5: from a report to the open boards",
        f"{REPORTS} reports, one every 0.5 s; each viewer's delay from COMMIT to the rendered change in its queue.",
        table(("Viewers", "Messages", "p50 (ms)", "p99 (ms)", "Longest (ms)"), rows),
        "Goal: p99 at most 1,000 ms at 500 and at 2,000 viewers. 150 ms of it are the deliberate gathering of changes.",
    )
    world.stop()


async def _measure(viewers: int) -> tuple[int, int, str, str, str]:
    from prestasi.insight.live import server
    from prestasi.insight.live.hub import Hub

    hub = Hub(server._conninfo(), server._render, server._widen)  # the parts that build() puts together
    unit = await asyncio.to_thread(_a_unit)
    listening = asyncio.create_task(hub.listen())
    await asyncio.sleep(0.5)
    sent: list[float] = []
    delays: list[float] = []
    watching = [asyncio.create_task(_watch(hub, f"unit:{unit}", sent, delays)) for _ in range(viewers)]
    await asyncio.sleep(0.5)
    for _ in range(REPORTS):
        sent.append(time.perf_counter())
        await asyncio.to_thread(_notify, unit)
        await asyncio.sleep(0.5)
    for task in [*watching, listening]:
        task.cancel()
    delays.sort()
    figures = (delays[len(delays) // 2], delays[int(len(delays) * 0.99)], delays[-1])
    return viewers, len(delays), *(f"{d * 1000:.0f}" for d in figures)  # type: ignore[return-value]


async def _watch(hub: object, topic: str, sent: list[float], delays: list[float]) -> None:
    viewer = hub.join(topic, None)  # type: ignore[attr-defined]
    while True:
        await viewer.queue.get()
        delays.append(time.perf_counter() - sent[-1])


def _a_unit() -> int:
    from prestasi.organization.models import UnitVersion

    return UnitVersion.objects.filter(kind="puskesmas").order_by("unit_id").values_list("unit_id", flat=True)[0]


def _notify(unit: int) -> None:
    from django.db import connections

    params = connections["default"].get_connection_params()
    wanted = {key: params[key] for key in ("host", "port", "user", "dbname") if params.get(key)}
    with psycopg.connect(**wanted) as connection:
        payload = json.dumps({"topic": f"unit:{unit}", "kind": "progress.reported", "pid": os.getpid()})
        connection.execute("SELECT pg_notify('prestasi_live', %s)", [payload])
