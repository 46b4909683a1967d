"""Every transition raced by several threads, acts that exclude each other, and long contended lives (C01, C02)."""

from __future__ import annotations

import random

import pytest

from tests.machines.conftest import HISTORIES
from tests.machines.kinds import MACHINES
from tests.machines.life import CLOCK, DONE, Machine, Step, lead
from tests.machines.races import THREADS, Crowd, race
from tests.world import World

ROUNDS = max(4, HISTORIES // 40)
LIVES = max(3, min(HISTORIES // 100, 25))
EACH = pytest.mark.parametrize("kind", MACHINES, ids=lambda kind: kind.name)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@EACH
def test_one_transition_by_many_at_once_happens_once(agency: tuple[World, Crowd], kind: type[Machine]) -> None:
    """Whatever moves the state is done by one; the others hear that it has moved on, or that they read an old page."""
    world, crowd = agency
    for way in kind.ways.values():
        machine = kind(world)
        model = lead(machine, machine.begin(), way)
        for act, who in dict(machine.legal(model)).items():
            if who == CLOCK or act in machine.alone:
                continue
            machine = kind(world)
            model = lead(machine, machine.begin(), way)
            step = Step(act, who, model.lock, machine.pick(model, 1))
            is_over = machine.refusal(machine.after(model, step), step) is not None
            _after, outcomes = race(crowd, machine, model, [step] * THREADS)
            if is_over:
                assert outcomes.count(DONE) == 1, f"{kind.name}: {act} in {model.state} gave {outcomes}"


@EACH
def test_of_acts_that_exclude_each_other_one_wins(agency: tuple[World, Crowd], kind: type[Machine]) -> None:
    world, crowd = agency
    for start, one, other in kind.pairs:
        machine = kind(world)
        model = lead(machine, machine.begin(), kind.ways[start])
        steps = [Step(act, who, model.lock, machine.pick(model, 1)) for act, who in (one, other)]
        _after, outcomes = race(crowd, machine, model, steps)
        assert DONE in outcomes, f"{kind.name}: {one} against {other} gave {outcomes}"


@EACH
def test_contended_lives_stay_explainable(agency: tuple[World, Crowd], kind: type[Machine]) -> None:
    """Round after round, a few clients do something at the same moment on what they read before (C02)."""
    world, crowd = agency
    chance = random.Random(20261008)
    for _life in range(LIVES):
        machine = kind(world)
        model = machine.begin()
        for _round in range(ROUNDS):
            legal = [(act, who) for act, who in machine.legal(model) if who != CLOCK and act not in machine.alone]
            waits = [pair for pair in machine.legal(model) if pair[1] == CLOCK]
            if not legal or (waits and chance.random() < 0.2):
                if not waits:
                    break
                model = lead(machine, model, waits[:1])
                continue
            size = chance.randint(2, 4)
            steps = [Step(*chance.choice(legal), model.lock, machine.pick(model, 1)) for _ in range(size)]
            model, _outcomes = race(crowd, machine, model, steps)
