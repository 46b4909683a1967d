"""Which topics exist, who may follow them, and how a change is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from prestasi.core.actor import Actor

Changes = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Topic:
    """`may_follow(actor, id)` is the gate; `render(id, changes)` returns fragments, each an element with an id."""

    may_follow: Callable[[Actor, int], bool]
    render: Callable[[int, Changes], str]


def find(name: str) -> tuple[Topic, int] | None:
    """The topic of `unit:12` with its number, or None."""
    prefix, _, number = name.partition(":")
    path = settings.LIVE_TOPICS.get(prefix)
    if path is None or not number.isdigit():
        return None
    return import_string(path), int(number)
