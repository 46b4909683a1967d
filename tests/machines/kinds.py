"""The machines, in the order of the year."""

from __future__ import annotations

from tests.machines.calibration import DeterminationMachine, SessionMachine
from tests.machines.correction import CorrectionMachine
from tests.machines.dialogue import DialogueMachine
from tests.machines.evaluation import EvaluationMachine
from tests.machines.improvement import ImprovementMachine
from tests.machines.life import Machine
from tests.machines.objection import ObjectionMachine
from tests.machines.opening import OpeningMachine
from tests.machines.plan import PlanMachine
from tests.machines.reopening import ReopeningMachine

MACHINES: tuple[type[Machine], ...] = (
    CorrectionMachine, OpeningMachine, PlanMachine, DialogueMachine, EvaluationMachine, SessionMachine,
    DeterminationMachine, ObjectionMachine, ReopeningMachine, ImprovementMachine,
)  # fmt: skip
