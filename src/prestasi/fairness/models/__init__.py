from prestasi.fairness.models.circumstance import Circumstance
from prestasi.fairness.models.opening import PeriodOpening
from prestasi.fairness.models.rater import RaterFinding, RaterRun
from prestasi.fairness.models.report import FairnessReport
from prestasi.fairness.models.simulation import Simulation, SimulationChange

__all__ = [
    "Circumstance",
    "FairnessReport",
    "PeriodOpening",
    "RaterFinding",
    "RaterRun",
    "Simulation",
    "SimulationChange",
]
