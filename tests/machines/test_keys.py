"""A form sent again, in two tabs or after a lost answer: every act of every machine happens once (C04)."""

from __future__ import annotations

import uuid

import pytest

from prestasi.audit.models import Event
from tests.machines.kinds import MACHINES
from tests.machines.life import CLOCK, DONE, Machine, Step, agree, attempt, lead
from tests.machines.races import Crowd
from tests.world import World

TABS = 3
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("kind", MACHINES, ids=lambda kind: kind.name)
def test_the_same_form_has_one_effect_and_one_receipt(agency: tuple[World, Crowd], kind: type[Machine]) -> None:
    """Three times at the same moment, and once more afterwards."""
    world, crowd = agency
    done: set[str] = set()
    for way in kind.ways.values():
        start = kind(world)
        legal = dict(start.legal(lead(start, start.begin(), way)))
        for act, who in legal.items():
            if who != CLOCK and act not in kind.alone and act not in done:
                done.add(act)
                send_often(kind(world), crowd, way, act, who)
    assert done == {act for act in kind.acts if act != "wait"} - kind.alone - {"become_final"}


def send_often(machine: Machine, crowd: Crowd, way: tuple[tuple[str, str], ...], act: str, who: str) -> None:
    model = lead(machine, machine.begin(), way)
    step = Step(act, who, model.lock, machine.pick(model, 1), key=str(uuid.uuid4()))
    before = Event.objects.count()
    machine.ready = {who: machine.find(who)}
    with machine.moment(model):
        sent = [*crowd.at_once(machine, [step] * TABS), (step, *attempt(machine, step))]
    machine.ready = {}
    assert [outcome for _step, outcome, _receipt in sent] == [DONE] * (TABS + 1), act
    assert len({receipt.number for *_rest, receipt in sent if receipt}) == 1, act
    assert [receipt.repeated for *_rest, receipt in sent if receipt].count(False) == 1, act
    assert Event.objects.count() - before == machine.events_per_act.get(act, 1), act
    agree(machine, machine.after(model, step))
