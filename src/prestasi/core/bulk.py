"""Many acts as one job: in chunks, each chunk one transaction, so that a killed worker goes on where it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.errors import Refusal

KEPT = ["done", "left_out", "state", "finished_at"]
"""What `advance` changes and the caller saves."""


class Run(Protocol):
    """A stored run: `ids` holds (id, as it was seen) of everything to do, `left_out` (id, reason)."""

    ids: Any
    done: int
    left_out: Any
    state: str
    finished_at: dt.datetime | None


def advance(run: Run, act: Callable[[int, Any], object], count: int) -> bool:
    """Do the next `count` acts of a locked run. One that is refused is left out with its reason; the others stand.

    True when it was the last: the run is then done, and the caller records its end. The caller saves.
    """
    chunk = run.ids[run.done : run.done + count]
    run.left_out += _left_out(chunk, act)
    run.done += len(chunk)
    if run.done < len(run.ids):
        return False
    run.state, run.finished_at = "done", clock.now()
    return True


def _left_out(chunk: Sequence[tuple[int, Any]], act: Callable[[int, Any], object]) -> list[list[object]]:
    refusals: list[list[object]] = []
    for number, seen in chunk:
        try:
            with transaction.atomic():
                act(number, seen)
        except Refusal as refused:
            refusals.append([number, str(refused) or _("tidak lagi terlihat oleh Anda")])
    return refusals
