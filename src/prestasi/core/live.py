"""Telling open pages that something changed: PostgreSQL NOTIFY in the transaction of the act.

Nothing is sent when the act is rolled back. A message carries what changed, never what it says: the page asks again
through its own gate. Topics: `unit:<id>`, `team:<superior person id>`, `person:<id>`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db import connection

CHANNEL = "prestasi_live"
LONGEST = 500


def publish(topic: str, payload: Mapping[str, str | int | None]) -> None:
    """Send `payload` to everyone who listens to `topic`, when the transaction commits.

    The message on the channel is JSON `{"topic": ..., ...payload}`; ValueError when it is over 500 bytes.
    """
    message = json.dumps({"topic": topic, **payload}, separators=(",", ":"))
    if len(message.encode()) > LONGEST:
        raise ValueError(f"live message for {topic} is over {LONGEST} bytes")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])
