"""Random lives of ten kinds of objects, by several clients, against their tables of states (C03)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.machines.conftest import HISTORIES
from tests.machines.kinds import MACHINES
from tests.machines.life import Machine, Step, agree, take, undone
from tests.machines.tally import TALLY
from tests.world import World

# (how to choose, which of the choices, how old the page is, which value)
MOVE = st.tuples(st.integers(0, 9), st.integers(0, 997), st.sampled_from([0, 0, 0, 1]), st.integers(0, 29))
LIVES = st.lists(MOVE, min_size=4, max_size=60 if HISTORIES else 20)


@pytest.mark.parametrize("kind", MACHINES, ids=lambda kind: kind.name)
def test_every_history_follows_the_table(world: World, kind: type[Machine]) -> None:
    @settings(
        max_examples=HISTORIES or 50, deadline=None, database=None, derandomize=not HISTORIES,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(moves=LIVES)
    def live(moves: list[tuple[int, int, int, int]]) -> None:
        people = dict(world.people)
        with undone():
            machine = kind(world)
            model = machine.begin()
            agree(machine, model)
            for move in moves:
                model = take(machine, model, chosen(machine, model, *move))
        world.people = people
        TALLY.histories[kind.name] += 1

    live()


def chosen(machine: Machine, model: Any, how: int, which: int, age: int, drawn: int) -> Step:
    """Two of three times something legal, else anything by anybody; sometimes from an old page."""
    legal = machine.legal(model)
    if how < 6 and legal:
        act, who = legal[which % len(legal)]
    else:
        act = machine.acts[which % len(machine.acts)]
        clients = machine.may_try(act)
        who = clients[(which // 7) % len(clients)]
    return Step(act, who, model.lock - age, machine.pick(model, drawn))
