"""Acts at the same moment: real threads, real connections, a barrier."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import time_machine
from django.db import connections

from prestasi.core.errors import Refusal
from prestasi.core.receipt import Receipt
from tests.machines.life import DONE, Machine, Step, agree, attempt, explained
from tests.machines.tally import TALLY
from tests.world import NOW, World, build_world

THREADS = int(os.environ.get("PRESTASI_THREADS") or 4)
PATIENCE = 60


class Crowd:
    """Threads that keep their connections between races."""

    def __init__(self, size: int) -> None:
        self.pool = ThreadPoolExecutor(size)
        self.size = size

    def at_once(self, machine: Machine, steps: Sequence[Step]) -> list[tuple[Step, str, Receipt | None]]:
        """Do all steps at the same moment; answers each with its outcome and receipt."""
        start = Barrier(len(steps))

        def one(step: Step) -> tuple[Step, str, Receipt | None]:
            start.wait(PATIENCE)
            return step, *attempt(machine, step)

        return list(self.pool.map(one, steps))

    def together(self, *acts: Callable[[], object]) -> list[str]:
        """The names of what each act raised, or "done"; all at the same moment."""
        start = Barrier(len(acts))

        def one(act: Callable[[], object]) -> str:
            start.wait(PATIENCE)
            try:
                act()
            except Refusal as refused:
                return type(refused).__name__
            return DONE

        return sorted(self.pool.map(one, acts))

    def leave(self) -> None:
        """Close the connection of every thread."""
        together = Barrier(self.size)

        def close(_: int) -> None:
            together.wait(PATIENCE)
            connections.close_all()

        list(self.pool.map(close, range(self.size)))
        self.pool.shutdown()


@contextmanager
def stage(size: int) -> Iterator[tuple[World, Crowd]]:
    """The small agency, committed, and as many people with keyboards."""
    crowd = Crowd(size)
    with time_machine.travel(NOW, tick=True):
        try:
            yield build_world(), crowd
        finally:
            crowd.leave()


def race(crowd: Crowd, machine: Machine, model: Any, steps: Sequence[Step]) -> tuple[Any, list[str]]:
    """Release the steps together; answers the model that explains what happened, and the outcomes."""
    machine.ready = {step.who: machine.find(step.who) for step in steps}
    with machine.moment(model):
        done = [(step, outcome) for step, outcome, _receipt in crowd.at_once(machine, steps)]
    machine.ready = {}
    outcomes = [outcome for _step, outcome in done]
    TALLY.race(machine.name, outcomes)
    model = explained(machine, model, done)
    agree(machine, model)
    return model, outcomes
