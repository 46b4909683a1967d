"""The ASGI application behind `/langsung/<topic>`: one open response per page."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from prestasi.core.http import number_of
from prestasi.core.live_address import PATH
from prestasi.insight.live.hub import Hub, Viewer

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Allowed = Callable[[str, str], Awaitable[bool]]

HEARTBEAT = 15.0  # seconds
RECHECK = 5.0  # seconds after which a session that ended or a right that was lost closes the stream


class LiveStream:
    """Serves the stream; `allowed(session cookie, topic)` is asked at the start and again every few seconds.

    It reads the session, never writes it, so an open page does not keep a login alive.
    """

    def __init__(self, hub: Hub, allowed: Allowed, cookie: str) -> None:
        self.hub = hub
        self.allowed = allowed
        self.cookie = cookie
        self.listener: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._start()
            elif self.listener:
                self.listener.cancel()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    def _start(self) -> None:
        if self.listener is None or self.listener.done():
            self.listener = asyncio.create_task(self.hub.listen())

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._start()
        headers = {key.decode().lower(): value.decode("latin-1") for key, value in scope["headers"]}
        if scope["path"] == "/hidup":
            await _answer(send, 200, b"hidup")
            return
        topic = scope["path"].removeprefix(PATH)
        session = _cookie(headers.get("cookie", ""), self.cookie)
        if (
            scope["method"] != "GET"
            or not scope["path"].startswith(PATH)
            or not _same_host(headers)
            or not await self.allowed(session, topic)
        ):
            await _answer(send, 404, b"")
        else:
            await self._stream(topic, session, headers, receive, send)

    async def _stream(self, topic: str, session: str, headers: dict[str, str], receive: Receive, send: Send) -> None:
        viewer = self.hub.join(topic, _last_id(headers.get("last-event-id", "")))
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _headers(headers.get("origin"))})
            await send(_part(b"retry: 2000\n: terhubung\n\n"))
            await self._pump(viewer, session, gone, send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            pass
        finally:
            gone.cancel()
            self.hub.leave(viewer)

    async def _pump(self, viewer: Viewer, session: str, gone: asyncio.Task[None], send: Send) -> None:
        clock = asyncio.get_running_loop().time
        checked = beat = clock()
        while not gone.done():
            with contextlib.suppress(TimeoutError):
                wire = await asyncio.wait_for(viewer.queue.get(), RECHECK)
                await send(_part(wire))
            if clock() - checked >= RECHECK:
                checked = clock()
                if not await self.allowed(session, viewer.topic):
                    await send(_part(b"event: ended\ndata: \n\n"))
                    return
            if clock() - beat >= HEARTBEAT:
                beat = clock()
                await send(_part(b": detak\n\n"))


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, body: bytes) -> None:
    head = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


def _part(body: bytes) -> dict[str, object]:
    return {"type": "http.response.body", "body": body, "more_body": True}


def _headers(origin: str | None) -> list[tuple[bytes, bytes]]:
    base = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if origin is None:
        return base
    allow = [(b"access-control-allow-origin", origin.encode()), (b"access-control-allow-credentials", b"true")]
    return [*base, *allow, (b"vary", b"Origin")]


def _same_host(headers: dict[str, str]) -> bool:
    """Pages and stream share a host name; only their ports may differ. Another site's page is refused."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "same-origin") in {"same-origin", "same-site", "none"}
    return urlsplit(origin).hostname == urlsplit(f"//{headers.get('host', '')}").hostname


def _cookie(header: str, name: str) -> str:
    for pair in header.split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name:
            return value
    return ""


def _last_id(text: str) -> int | None:
    return number_of(text)
