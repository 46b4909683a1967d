"""Answers remembered for the length of one reading request, so that a gate asked ten times asks the database once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

Answer = TypeVar("Answer")

_memo: ContextVar[dict[Hashable, object] | None] = ContextVar("prestasi_memo", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember until the block ends. Never around a write: an act must see what it has just changed."""
    token = _memo.set({})
    try:
        yield
    finally:
        _memo.reset(token)


def remembered(key: Hashable, find: Callable[[], Answer]) -> Answer:
    """The answer of `find`, asked once per `key` inside `remembering`, and every time outside."""
    kept = _memo.get()
    if kept is None:
        return find()
    if key not in kept:
        kept[key] = find()
    return cast(Answer, kept[key])
