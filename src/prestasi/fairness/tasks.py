"""Background work: simulations when asked, figures of raters once a quarter."""

from __future__ import annotations

from prestasi.core import jobs
from prestasi.core.actor import SYSTEM
from prestasi.core.errors import Closed
from prestasi.fairness.actions.raters import compute_raters
from prestasi.fairness.actions.simulations import run_simulation


@jobs.app.task(name="fairness.simulate", queue="simulations")
def simulate(simulation_id: int) -> bool:
    """Replay a period; a second run goes on where the first stopped and does nothing once it is done or cancelled."""
    return run_simulation(simulation_id)


@jobs.app.periodic(cron="40 19 3 * *")  # on the fourth, 02.40 WIB
@jobs.app.task(name="fairness.raters", queueing_lock="fairness.raters", pass_context=False)
def raters(timestamp: int) -> str:
    """Figures of raters when a quarter was closed since the last run; its receipt number or why there is none."""
    try:
        return compute_raters(by=SYSTEM).number
    except Closed as nothing_new:
        return str(nothing_new)
