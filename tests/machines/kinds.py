"""The machines, in the order of the year."""

from __future__ import annotations

from tests.machines.calibration import DeterminationMachine, SessionMachine
from tests.machines.dialogue import DialogueMachine
from tests.machines.evaluation import EvaluationMachine
from tests.machines.life import Machine
from tests.machines.objection import ObjectionMachine
from tests.machines.opening import OpeningMachine
from tests.machines.plan import PlanMachine

MACHINES: tuple[type[Machine], ...] = (
    OpeningMachine, PlanMachine, DialogueMachine, EvaluationMachine, SessionMachine, DeterminationMachine,
    ObjectionMachine,
)  # fmt: skip
