"""The hub hands each change to the viewers of its topic, once, in order, and never shows a gap."""

from __future__ import annotations

import asyncio
import json

from prestasi.insight.live.hub import QUEUE, RELOAD, Change, Hub


def hub_with(rendered: list[tuple[str, int]]) -> Hub:
    async def render(topic: str, changes: list[Change]) -> str:
        rendered.append((topic, len(changes)))
        return f"<p id='x'>{topic}</p>"

    async def widen(topic: str) -> list[str]:
        return [topic, "unit:1"] if topic == "unit:2" else [topic]

    return Hub("", render, widen)


async def settled(hub: Hub) -> None:
    while hub.tasks:
        await asyncio.gather(*list(hub.tasks))


def test_several_changes_at_once_are_rendered_once_and_sent_to_all() -> None:
    async def story() -> None:
        rendered: list[tuple[str, int]] = []
        hub = hub_with(rendered)
        viewers = [hub.join("unit:1", None) for _ in range(3)]
        for _ in range(5):
            hub.receive(json.dumps({"topic": "unit:1"}))
        await settled(hub)
        assert rendered == [("unit:1", 5)]
        assert {viewer.queue.get_nowait() for viewer in viewers} == {
            b"id: 1\nevent: change\ndata: <p id='x'>unit:1</p>\n\n"
        }

    asyncio.run(story())


def test_a_change_below_reaches_the_board_above_and_no_other() -> None:
    async def story() -> None:
        rendered: list[tuple[str, int]] = []
        hub = hub_with(rendered)
        above, other = hub.join("unit:1", None), hub.join("unit:3", None)
        hub.receive(json.dumps({"topic": "unit:2"}))
        await settled(hub)
        assert above.queue.qsize() == 1
        assert other.queue.empty()

    asyncio.run(story())


def test_coming_back_brings_what_was_missed() -> None:
    async def story() -> None:
        hub = hub_with([])
        watching = hub.join("unit:1", None)
        for _ in range(3):
            hub.receive(json.dumps({"topic": "unit:1"}))
            await settled(hub)
        back = hub.join("unit:1", 1)
        assert [back.queue.get_nowait()[:5] for _ in range(2)] == [b"id: 2", b"id: 3"]
        assert watching.queue.qsize() == 3

    asyncio.run(story())


def test_after_a_restart_a_returning_page_is_told_to_reload() -> None:
    async def story() -> None:
        assert hub_with([]).join("unit:1", 17).queue.get_nowait() == RELOAD

    asyncio.run(story())


def test_a_viewer_that_lags_too_far_reloads_instead_of_missing_something() -> None:
    async def story() -> None:
        hub = hub_with([])
        slow = hub.join("unit:1", None)
        for _ in range(QUEUE + 1):
            slow.offer(b"x")
        assert slow.queue.qsize() == 1
        assert slow.queue.get_nowait() == RELOAD

    asyncio.run(story())


def test_nobody_looking_costs_nothing() -> None:
    async def story() -> None:
        rendered: list[tuple[str, int]] = []
        hub = hub_with(rendered)
        hub.leave(hub.join("unit:1", None))
        hub.receive(json.dumps({"topic": "unit:1"}))
        await settled(hub)
        assert rendered == []
        assert hub.viewers == {}

    asyncio.run(story())
