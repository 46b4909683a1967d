"""The machines, in the order of the year."""

from __future__ import annotations

from tests.machines.evaluation import EvaluationMachine
from tests.machines.life import Machine
from tests.machines.plan import PlanMachine

MACHINES: tuple[type[Machine], ...] = (PlanMachine, EvaluationMachine)
