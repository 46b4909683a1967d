"""Listens to the database and hands each change to the viewers of its topic."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field

import psycopg

log = logging.getLogger(__name__)

CHANNEL = "prestasi_live"
SETTLE = 0.15  # seconds in which several changes of one topic become one message
RECONNECT = 1.0
QUEUE = 32  # messages a slow viewer may lag behind before it is asked to reload
REMEMBERED = 256

Change = dict[str, object]
Render = Callable[[str, list[Change]], Awaitable[str]]
Widen = Callable[[str], Awaitable[list[str]]]


@dataclass(frozen=True, slots=True)
class Message:
    """One server-sent event: growing id, topic and the rendered fragments."""

    id: int
    topic: str
    html: str

    def encode(self) -> bytes:
        """The wire form of text/event-stream."""
        lines = "".join(f"data: {line}\n" for line in self.html.splitlines())
        return f"id: {self.id}\nevent: change\n{lines}\n".encode()


RELOAD = b"event: reload\ndata: \n\n"


@dataclass(eq=False, slots=True)
class Viewer:
    """One open page: its topic and the messages it has not been sent yet."""

    topic: str
    queue: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(QUEUE))

    def offer(self, wire: bytes) -> None:
        """Queue a message; a viewer that lags too far is told to reload, so that it never shows a gap."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            wire = RELOAD
        self.queue.put_nowait(wire)


class Hub:
    """Topics, their viewers and the last messages, for one process."""

    def __init__(self, conninfo: str, render: Render, widen: Widen) -> None:
        """`widen` names all topics that a change concerns: a unit's change concerns the units above it too."""
        self.conninfo = conninfo
        self.render = render
        self.widen = widen
        self.viewers: dict[str, set[Viewer]] = defaultdict(set)
        self.sent: deque[Message] = deque(maxlen=REMEMBERED)
        self.ids = itertools.count(1)
        self.waiting: dict[str, list[Change]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def join(self, topic: str, after: int | None) -> Viewer:
        """Add a viewer; with the id it saw last it first gets what it missed, or is told to reload."""
        viewer = Viewer(topic)
        self.viewers[topic].add(viewer)
        if after is not None:
            self._catch_up(viewer, after)
        return viewer

    def _catch_up(self, viewer: Viewer, after: int) -> None:
        oldest = self.sent[0].id if self.sent else 1
        if after + 1 < oldest or (not self.sent and after > 0):
            viewer.offer(RELOAD)
            return
        for message in self.sent:
            if message.id > after and message.topic == viewer.topic:
                viewer.offer(message.encode())

    def leave(self, viewer: Viewer) -> None:
        """Forget a closed page."""
        self.viewers[viewer.topic].discard(viewer)
        if not self.viewers[viewer.topic]:
            del self.viewers[viewer.topic]

    async def listen(self) -> None:
        """Run for ever; a lost connection is taken up again and every viewer reloads once."""
        while True:
            try:
                await self._listen_once()
            except psycopg.OperationalError:
                log.warning("live stream lost the database, trying again")
                await asyncio.sleep(RECONNECT)
                self._tell_all(RELOAD)

    async def _listen_once(self) -> None:
        async with await psycopg.AsyncConnection.connect(self.conninfo, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            async for notice in connection.notifies():
                self.receive(notice.payload)

    def _tell_all(self, wire: bytes) -> None:
        for viewers in self.viewers.values():
            for viewer in viewers:
                viewer.offer(wire)

    def receive(self, payload: str) -> None:
        """Take one notification; while nobody looks it costs nothing."""
        if self.viewers:
            change: Change = json.loads(payload)
            self._run(self._spread(change))

    async def _spread(self, change: Change) -> None:
        for topic in await self.widen(str(change.get("topic"))):
            if topic not in self.viewers:
                continue
            if topic in self.waiting:
                self.waiting[topic].append(change)
            else:
                self.waiting[topic] = [change]
                self._run(self._send(topic))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _send(self, topic: str) -> None:
        await asyncio.sleep(SETTLE)
        changes = self.waiting.pop(topic)
        try:
            html = await self.render(topic, changes)
        except Exception:
            log.exception("live stream could not render %s", topic)
            return
        message = Message(next(self.ids), topic, html)
        self.sent.append(message)
        wire = message.encode()
        for viewer in self.viewers.get(topic, ()):
            viewer.offer(wire)
